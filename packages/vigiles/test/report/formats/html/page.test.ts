import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { htmlOf } from "../../../../src/report/formats/html/page.js";
import type { Report } from "../../../../src/report/report.js";
import { finding } from "../../../support/findings.js";
import { hostileFindings, hostileTexts, manyFindings } from "../../../support/report-page/reports.js";

const page = (report: Partial<Report>): string =>
  htmlOf({ title: "demo-app", date: "", unreadable: 0, findings: [], ...report });

/** The rows of the table, without the template. */
const rowsOf = (html: string): readonly string[] =>
  /<tbody id="rows">\n(.*?)<\/tbody>/s.exec(html)?.[1]?.split(/(?=<tr )/) ?? [];

describe("the page of a report", () => {
  it.each([
    [{}, "The scan found no vulnerability."],
    [{ unreadable: 4 }, "The report has entries that can't be read as findings: 4."],
    [{ leftOut: 3 }, "The filters of the scan left out all findings: 3."],
    [
      { leftOut: 3, unreadable: 4 },
      "The filters of the scan left out all findings: 3. The report has entries that can't be read as findings: 4.",
    ],
    [{ findings: [finding({ status: "Fixed" })] }, "No finding is open."],
  ])("says why it shows nothing: %j", (report, text) => {
    const html = page(report);
    expect(html).toContain(`<p class="empty">${text}</p>`);
    expect(html).not.toContain("<svg");
  });

  it("has no such text if a finding is open", () => {
    expect(page({ findings: [finding()] })).not.toContain('class="empty"');
  });

  it.each([
    [1, 1, "1 finding<"],
    [500, 500, "500 findings<"],
    [501, 500, "The table has the 500 most severe of 501 findings."],
  ])("of %d findings has %d rows without its script", (count, rows, text) => {
    const findings = manyFindings(count);
    const html = page({ findings });
    expect(rowsOf(html)).toHaveLength(rows);
    expect(html).toContain(text);
    expect(JSON.parse(/id="findings">(.*?)<\/script>/s.exec(html)?.[1] ?? "")).toHaveLength(count);
  });

  it("says how the report differs from the baseline, and marks what is new", () => {
    const findings = [finding({ id: "CVE-2026-1111", isNew: true }), finding({ id: "CVE-2026-2222", isNew: false })];
    const html = page({ findings, comparison: { new: 1, fixed: 2, unchanged: 3 } });
    for (const total of ["new</dt><dd>1", "fixed</dt><dd>2", "unchanged</dt><dd>3"]) expect(html).toContain(total);
    expect(rowsOf(html).map((row) => row.includes('class="mark">new'))).toEqual([true, false]);
    expect(html).toContain('id="only-new"');
    expect(page({ findings })).not.toContain('id="only-new"');
  });

  it("marks findings that are ignored, with the reason", () => {
    const [row] = rowsOf(page({ findings: [finding({ status: "Ignored: switched off" })] }));
    expect(row).toMatch(/^<tr class="high closed">.*Ignored: switched off/);
  });

  it("has description and references of the first 5,000 findings", () => {
    const findings = Array.from({ length: 5_001 }, (_, at) =>
      finding({ id: `CVE-2026-${10_000 + at}`, description: `text ${at}.`, references: [`https://a.example/${at}`] }),
    );
    const html = page({ findings });
    expect(html).toContain('"text 4999.",["https://a.example/4999"]');
    expect(html).not.toContain("text 5000.");
    expect(html).toContain("Details are shown for the 5000 most severe findings.");
  });

  it("cuts a long description, and shows a row with long texts whole on request", () => {
    const long = finding({ description: "d".repeat(2_001) });
    expect(page({ findings: [long] })).toContain(`<p class="description">${"d".repeat(2_000)}…</p>`);
    const [withLongName] = rowsOf(page({ findings: [finding({ package: "p".repeat(61) })] }));
    const [withShortName] = rowsOf(page({ findings: [finding()] }));
    expect([withLongName?.includes("<details>"), withShortName?.includes("<details>")]).toEqual([true, false]);
  });

  it("links nothing but advisories whose ids are checked", () => {
    const references = ["https://evil.example/", "javascript:alert(1)"];
    const findings = [
      finding({ id: "CVE-2014-0160", references }),
      finding({ id: "javascript:alert(1)", advisory: "https://evil.example/", references }),
      ...hostileFindings(),
    ];
    const links = [...page({ findings }).matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href);
    expect([...new Set(links)]).toEqual(["#findings-table", "https://nvd.nist.gov/vuln/detail/CVE-2014-0160", "#"]);
  });

  it.each([0, 3])("has a policy that allows its own styles and script only, with %d findings", (count) => {
    const html = page({ findings: manyFindings(count) });
    const hash = ([, text = ""]: readonly string[]): string =>
      `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const styles = [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(hash);
    const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(hash);
    expect([styles.length, scripts.length]).toEqual([2, 1]);
    expect(/Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]).toBe(
      `default-src 'none'; style-src ${styles.join(" ")}; script-src ${scripts.join(" ")}; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/ (?:style|on\w+)=/);
  });

  it("shows characters that change the direction of text, or that are invisible, as a sign", () => {
    const html = page({ title: hostileTexts.join(" "), findings: hostileFindings() });
    expect(html).not.toMatch(/(?![\n\t])\p{Cc}|\\u202e|\\u206|&#x(?:20[0-2][^cd]|206|61c);/iu);
    expect(html).toContain('"\uFFFDdesrever"');
    expect(html).toContain("&#x200d;");
  });
});
