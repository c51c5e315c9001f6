/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  columnOf,
  fitsWindow,
  startBrowser,
  takePicture,
  violations,
  whySkipped,
  type ReportBrowser,
} from "../test/support/report-page/browser.js";
import { hostileFindings, manyFindings } from "../test/support/report-page/reports.js";
import { finding } from "../test/support/findings.js";

const comparison = { new: 7, fixed: 3, unchanged: 20 };
const reports = {
  "no findings": { findings: [] },
  "only findings that are not open": { findings: [finding({ status: "Fixed" })] },
  "20 findings": { findings: manyFindings(20), comparison, unreadable: 2, leftOut: 3 },
  "600 findings": { findings: manyFindings(600) },
  "hostile texts": { title: "a".repeat(5_000), findings: hostileFindings() },
};

describe.skipIf(whySkipped !== "")(`the layout of a report's page${whySkipped}`, () => {
  let browser: ReportBrowser;
  beforeAll(async () => void (browser = await startBrowser()));
  afterAll(async () => browser.close());

  it.each(Object.entries(reports))(
    "with %s is accessible and quiet at every width, light and dark",
    async (name, report) => {
      const { page, faults } = await browser.open(report);
      for (const width of [390, 768, 1_280, 1_920]) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await violations(page)).toEqual([]);
          await takePicture(page, `${name.replaceAll(/\W+/g, "-")}-${width}-${colorScheme}`);
        }
        expect(await fitsWindow(page)).toBe(true);
      }
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  it.each([390, 1_280])(
    "shows the beginning of a long text, and all of it with the details, at %d px",
    async (width) => {
      const report = { findings: [finding({ package: "a".repeat(5_000) })] };
      const { page } = await browser.open(report, { viewport: { width, height: 900 } });
      const height = async (): Promise<number> => (await page.locator("#rows tr").boundingBox())?.height ?? 0;
      expect(await height()).toBeLessThan(300);
      await page.click("#rows summary");
      expect(await height()).toBeGreaterThan(1_500);
      expect(await columnOf(page, "package")).toEqual(["a".repeat(5_000)]);
      await page.close();
    },
  );

  it("is dark on light on paper, also where the screen is dark", async () => {
    const { page } = await browser.open({ findings: manyFindings(20) });
    const text = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).color);
    const light = await text();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await text()).not.toBe(light);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await text()).toBe(light);
    await takePicture(page, "print");
    await page.close();
  });

  it.each([
    { count: 1, isScripted: true, maxPages: 1 },
    { count: 500, isScripted: true, maxPages: 11 },
    { count: 500, isScripted: false, maxPages: 11 },
    { count: 1_000, isScripted: true, maxPages: 21 },
  ])(
    "of $count findings takes at most $maxPages sheets (script: $isScripted)",
    async ({ count, isScripted, maxPages }) => {
      const findings = manyFindings(count).map((one) => ({ ...one, status: "Unfixed" }));
      const { page } = await browser.open({ findings }, { javaScriptEnabled: isScripted });
      expect(await sheets(page.pdf({ format: "A4" }))).toBeLessThanOrEqual(maxPages);
      await page.close();
    },
  );

  it("prints what the filters leave, and needs no more sheets for long texts", async () => {
    const long = Array.from({ length: 40 }, (_, at) =>
      finding({ id: `CVE-2026-${1_000 + at}`, package: "a".repeat(5_000) }),
    );
    const { page } = await browser.open({ findings: [...long, finding({ cvss: 1 })] }, { javaScriptEnabled: false });
    expect(await sheets(page.pdf({ format: "A4" }))).toBeLessThanOrEqual(4);
    await page.uncheck("#show-high");
    expect(await sheets(page.pdf({ format: "A4" }))).toBe(1);
    await page.close();
  });
});

/** Counts the pages of a PDF. */
async function sheets(pdf: Promise<Buffer>): Promise<number> {
  return [...(await pdf).toString("latin1").matchAll(/\/Type\s*\/Page\b/g)].length;
}
