/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  columnOf,
  fitsWindow,
  startBrowser,
  takePicture,
  whySkipped,
  type ReportBrowser,
} from "../test/support/report-page/browser.js";
import { hostileFindings, hostileTexts, manyFindings } from "../test/support/report-page/reports.js";

describe.skipIf(whySkipped !== "")(`the page of a report${whySkipped}`, () => {
  let browser: ReportBrowser;
  beforeAll(async () => void (browser = await startBrowser()));
  afterAll(async () => browser.close());

  it("is filtered by words, severity, and what is open, new or fixable", async () => {
    const list = manyFindings(1_000);
    const comparison = { new: 1, fixed: 2, unchanged: 3 };
    const { page } = await browser.open({ findings: list, comparison });
    const count = (): Promise<string | null> => page.textContent("#count");
    await page.fill("#filter", "package-5 fixed");
    const expected = list.filter(({ package: name, status }) => name.startsWith("package-5") && /fixed/i.test(status));
    expect(await count()).toBe(`${expected.length} of 1000 findings`);
    await page.fill("#filter", "");
    for (const severity of ["high", "medium", "low", "none", "unknown"]) await page.uncheck(`#show-${severity}`);
    await page.check("#only-open");
    const critical = list.filter(({ severity, status }) => severity === "critical" && status.startsWith("Unfixed"));
    expect(await count()).toBe(`${critical.length} of 1000 findings`);
    await page.check("#only-new");
    await page.check("#only-fixable");
    const some = critical.filter(({ isNew, fixedBy }) => isNew === true && fixedBy.length > 0);
    expect(some).not.toHaveLength(0);
    expect(await columnOf(page, "id")).toEqual(some.map(({ id }) => id));
    await page.fill("#filter", "nothing has this text");
    expect(await count()).toBe("0 of 1000 findings. Nothing matches the search and the filters.");
    await page.close();
  });

  it("can be used by keyboard alone", async () => {
    const { page } = await browser.open({ findings: manyFindings(20) });
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the findings");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("package-3");
    expect(await columnOf(page, "package")).toEqual(["package-3"]);
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    await page.focus("#sort-severity");
    await page.keyboard.press("ArrowRight");
    expect(await page.getAttribute("th.by-package", "aria-sort")).toBe("ascending");
    expect((await columnOf(page, "package"))[0]).toBe("package-0");
    await page.focus("#reverse");
    await page.keyboard.press("Space");
    expect(await page.getAttribute("th.by-package", "aria-sort")).toBe("descending");
    expect((await columnOf(page, "package"))[0]).toBe("package-19");
    await page.locator("#rows summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#rows details[open]").count()).toBe(1);
    await page.close();
  });

  it("is sorted by a click on a heading, and reversed by a second one", async () => {
    const { page } = await browser.open({ findings: manyFindings(80) });
    await page.click("th.by-id label");
    const ascending = await columnOf(page, "id");
    expect(ascending).toEqual(ascending.toSorted());
    await page.click("th.by-id label");
    expect(await columnOf(page, "id")).toEqual(ascending.toReversed());
    await page.click("th.by-severity label");
    expect((await columnOf(page, "severity"))[0]).toBe("unknown");
    await page.close();
  });

  it("turns its pages, and has one only on paper", async () => {
    const { page } = await browser.open({ findings: manyFindings(250) });
    const rows = async (): Promise<number> => (await columnOf(page, "id")).length;
    expect([await rows(), await page.isDisabled("#previous")]).toEqual([100, true]);
    await page.click("#next");
    await page.click("#next");
    expect([await rows(), await page.isDisabled("#next")]).toEqual([50, true]);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await rows()).toBe(250);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    expect(await rows()).toBe(50);
    await page.close();
  });

  it.each([true, false])("shows hostile texts as they are, and runs none of them (script: %s)", async (isScripted) => {
    const options = isScripted ? {} : { javaScriptEnabled: false };
    const { page, faults } = await browser.open({ title: hostileTexts[0]!, findings: hostileFindings() }, options);
    const isHit = await page.evaluate(() => Reflect.get(window, "hit") !== undefined);
    expect(isHit).toBe(false);
    expect(await page.textContent("h1")).toBe(hostileTexts[0]);
    // Characters that change the direction of text are shown as a sign of their own.
    const expected = hostileTexts.map((text) => text.replace(/[\u202E\u2066\u2069\u200E\u061C]/g, "\uFFFD"));
    for (const column of ["package", "version", "id", "fix", "status"]) {
      const shown = await page.locator(`#rows .${column} .text`).allTextContents();
      expect(shown.toSorted()).toEqual(expected.toSorted());
    }
    expect(await page.textContent("html")).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/);
    expect(await page.locator("#rows a").count()).toBe(0);
    expect(await fitsWindow(page)).toBe(true);
    expect(faults).toEqual([]);
    await takePicture(page, `hostile-${isScripted ? "script" : "plain"}`);
    await page.close();
  });

  it("says how long a filter takes over 5,000 findings", async () => {
    const { page } = await browser.open({ findings: manyFindings(5_000) });
    const tookMs = await page.evaluate(async () => {
      const filter = document.querySelector<HTMLInputElement>("#filter")!;
      const times: number[] = [];
      for (const text of ["p", "pa", "package-1", "fixed", "cve-2012", "", "zzz"]) {
        const start = performance.now();
        filter.value = text;
        filter.dispatchEvent(new Event("input"));
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        times.push(performance.now() - start);
      }
      return times;
    });
    const sorted = tookMs.toSorted((one, other) => one - other);
    const [median = 0, most = 0] = [sorted[3], sorted[6]];
    process.stdout.write(
      `a filter over 5,000 findings, to the next frame: ${median.toFixed(0)} ms (median of 7), at most ${most.toFixed(0)} ms\n`,
    );
    expect(tookMs).toHaveLength(7);
    await page.close();
  });
});
