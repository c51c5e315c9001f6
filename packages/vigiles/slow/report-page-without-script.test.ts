import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { columnOf, startBrowser, whySkipped, type ReportBrowser } from "../test/support/report-page/browser.js";
import { manyFindings } from "../test/support/report-page/reports.js";

const plain = { javaScriptEnabled: false };
const orders = ["severity", "package", "id", "fix", "status"].flatMap((key) => [
  { key, isReversed: false },
  { key, isReversed: true },
]);

describe.skipIf(whySkipped !== "")(`the page of a report without its script${whySkipped}`, () => {
  let browser: ReportBrowser;
  beforeAll(async () => void (browser = await startBrowser()));
  afterAll(async () => browser.close());

  it("has the 500 most severe findings, and says that there are more", async () => {
    const list = manyFindings(1_200);
    const { page } = await browser.open({ findings: list }, plain);
    expect(await columnOf(page, "id")).toEqual(list.slice(0, 500).map(({ id }) => id));
    expect(await page.textContent("#count")).toMatch(/^The table has the 500 most severe of 1200 findings\./);
    expect([await page.isVisible("#filter"), await page.isVisible("#paging")]).toEqual([false, false]);
    await page.close();
  });

  it.each(orders)("has the same order as with it: $key, reversed: $isReversed", async ({ key, isReversed }) => {
    const sorted: (readonly string[])[] = [];
    for (const options of [plain, {}]) {
      const { page } = await browser.open({ findings: manyFindings(90) }, options);
      await page.check(`#sort-${key}`);
      await page.setChecked("#reverse", isReversed);
      sorted.push(await columnOf(page, "id"));
      await page.close();
    }
    expect(sorted[0]).toHaveLength(90);
    expect(sorted[0]).toEqual(sorted[1]);
  });

  it("is filtered by severity, and by what is open, new or fixable", async () => {
    const list = manyFindings(200);
    const { page } = await browser.open({ findings: list, comparison: { new: 1, fixed: 2, unchanged: 3 } }, plain);
    const ids = (): Promise<readonly string[]> => columnOf(page, "id");
    for (const severity of ["low", "none", "unknown"]) await page.uncheck(`#show-${severity}`);
    const severe = list.filter(({ severity }) => ["critical", "high", "medium"].includes(severity));
    expect(await ids()).toEqual(severe.map(({ id }) => id));
    await page.check("#only-open");
    const open = severe.filter(({ status }) => status.startsWith("Unfixed"));
    expect(await ids()).toEqual(open.map(({ id }) => id));
    await page.check("#only-new");
    await page.check("#only-fixable");
    const some = open.filter(({ isNew, fixedBy }) => isNew === true && fixedBy.length > 0);
    expect(some).not.toHaveLength(0);
    expect(await ids()).toEqual(some.map(({ id }) => id));
    for (const severity of ["critical", "high", "medium"]) await page.uncheck(`#show-${severity}`);
    expect(await ids()).toEqual([]);
    await page.close();
  });

  it.each([plain, {}])("shows description and references in a row's details, as with it: %j", async (options) => {
    const [finding] = manyFindings(2).filter(({ references }) => references.length > 0);
    const { page } = await browser.open({ findings: [finding!] }, options);
    expect(await page.isVisible(".description")).toBe(false);
    await page.click("#rows summary");
    expect(await page.isVisible(".description")).toBe(true);
    expect(await page.textContent(".description")).toBe(finding!.description);
    expect(await page.locator(".references li").allTextContents()).toEqual(finding!.references);
    expect(
      await page.locator("#rows a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
    ).toEqual([finding!.advisory]);
    await page.close();
  });
});
