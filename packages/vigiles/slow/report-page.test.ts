/// <reference lib="dom" />
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "../src/findings/finding.js";
import { severityOf } from "../src/findings/severity.js";
import { htmlOf } from "../src/report/formats/html/page.js";

const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
const inCi = process.env["CI"] !== undefined && process.env["CI"] !== "";
const why =
  existsSync(executablePath) || inCi ? "" : ` (skipped: no Chromium at ${executablePath}, and this is not CI)`;
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const screenshots = join(import.meta.dirname, "../reports/screenshots");

const statuses = ["Unfixed", "Unfixed, Patch Available", "Fixed", "Whitelisted"];

function findings(count: number): readonly Finding[] {
  return Array.from({ length: count }, (_, index) => {
    const cvss = index % 11 === 0 ? undefined : ((index * 37) % 100) / 10;
    return {
      package: `package-${index % 97}`,
      version: `${index % 7}.${index % 13}.0`,
      id: `CVE-20${10 + (index % 15)}-${10_000 + index}`,
      cvss,
      severity: severityOf(cvss),
      status: statuses[index % statuses.length] ?? "",
      fixedBy: index % 3 === 0 ? [`${index % 7}.${(index % 13) + 1}.0`] : [],
      advisory: undefined,
      description: "",
      references: [],
    };
  });
}

const hostile = [
  "</script><script>window.hit = 1</script>",
  "<img src=x onerror='window.hit = 1'>",
  "\u202Edesrever",
  "👩‍👩‍👧‍👦 漢字",
  "a".repeat(5_000),
  '"><svg onload=window.hit=1>',
  "<!--",
];

describe.skipIf(why !== "")(`the page of a report${why}`, () => {
  let browser: Browser;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "report-page-"));
    mkdirSync(screenshots, { recursive: true });
    browser = await chromium.launch({ executablePath, args: quiet });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page, and keeps what it says and asks for. */
  async function open(list: readonly Finding[], title = "demo-app"): Promise<{ page: Page; faults: string[] }> {
    const file = join(folder, "report.html");
    writeFileSync(file, htmlOf({ title, date: "2026-01-02", unreadable: 0, findings: list }));
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
    const faults: string[] = [];
    page.on("console", (message) => void faults.push(message.text()));
    page.on("pageerror", (error) => void faults.push(error.message));
    page.on("request", (request) => void (request.url().startsWith("file:") || faults.push(request.url())));
    await page.goto(pathToFileURL(file).href);
    return { page, faults };
  }

  const rowsOf = (page: Page): Promise<number> => page.locator("#rows tr").count();

  it.each([0, 20, 5_000])("of %d findings is whole, quiet and accessible, light and dark", async (count) => {
    const { page, faults } = await open(findings(count));
    expect(await page.textContent("#count")).toBe(`${count} of ${count} findings`);
    expect(await rowsOf(page)).toBe(Math.min(count, 100));
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(screenshots, `${count}-${colorScheme}.png`), fullPage: true });
      expect(await violations(page)).toEqual([]);
    }
    expect(faults).toEqual([]);
    await page.close();
  });

  it("is filtered by words, severity and what is open", async () => {
    const list = findings(5_000);
    const { page } = await open(list);
    await page.fill("#filter", "package-5 fixed");
    const expected = list.filter(({ package: name, status }) => name.startsWith("package-5") && /fixed/i.test(status));
    expect(await page.textContent("#count")).toBe(`${expected.length} of 5000 findings`);
    await page.fill("#filter", "");
    await page.selectOption("#severity", "critical");
    await page.check("#open");
    const open_ = list.filter(({ severity, status }) => severity === "critical" && status.startsWith("Unfixed"));
    expect(await page.textContent("#count")).toBe(`${open_.length} of 5000 findings`);
    await page.close();
  });

  it("can be used by keyboard alone", async () => {
    const { page } = await open(findings(20));
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the findings");
    await page.keyboard.press("Tab");
    await page.keyboard.type("package-3");
    expect(await rowsOf(page)).toBe(1);
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Delete");
    for (let tab = 0; tab < 4; tab++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.getAttribute('th[data-column="0"]', "aria-sort")).toBe("ascending");
    expect(await page.textContent("#rows tr:first-child td")).toBe("package-0");
    await page.keyboard.press("Enter");
    expect(await page.textContent("#rows tr:first-child td")).toBe("package-19");
    await page.close();
  });

  it("turns its pages, and has one only on paper", async () => {
    const { page } = await open(findings(250));
    await page.click("#next");
    await page.click("#next");
    expect([await rowsOf(page), await page.isDisabled("#next")]).toEqual([50, true]);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await rowsOf(page)).toBe(250);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    expect(await rowsOf(page)).toBe(50);
    await page.close();
  });

  it("is dark on light on paper, also where the screen is dark", async () => {
    const { page } = await open(findings(20));
    const text = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).color);
    const light = await text();
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await text()).not.toBe(light);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await text()).toBe(light);
    await page.screenshot({ path: join(screenshots, "print.png"), fullPage: true });
    await page.close();
  });

  it("shows hostile texts as they are, and runs none of them", async () => {
    const list = hostile.map((text) => ({ ...findings(1)[0]!, package: text, version: text, id: text, status: text }));
    const { page, faults } = await open(list, hostile[0]);
    expect(await page.evaluate(() => Reflect.get(window, "hit"))).toBeUndefined();
    expect(await page.textContent("h1")).toBe(hostile[0]);
    const shown = await page.locator("#rows td:first-child").allTextContents();
    expect(shown.toSorted()).toEqual(hostile.toSorted());
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(faults).toEqual([]);
    await page.screenshot({ path: join(screenshots, "hostile.png") });
    await page.close();
  });

  it("says how long a filter takes over 5,000 findings", async () => {
    const { page } = await open(findings(5_000));
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

/** What axe finds wrong with the page. */
async function violations(page: Page): Promise<readonly string[]> {
  const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(source);
  return page.evaluate(async () => {
    const axe = Reflect.get(window, "axe") as { run(): Promise<{ violations: { id: string }[] }> };
    return (await axe.run()).violations.map(({ id }) => id);
  });
}
