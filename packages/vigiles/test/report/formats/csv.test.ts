import { describe, expect, it } from "vitest";
import { csvOf } from "../../../src/report/formats/csv.js";
import { finding } from "../../support/findings.js";

const write = (...findings: readonly Parameters<typeof finding>[0][]): string =>
  csvOf({ title: "t", date: "", unreadable: 0, findings: findings.map((more) => finding(more)) });

const head = "package,version,id,cvss,severity,status,fixed by,advisory,description\r\n";

describe("CSV", () => {
  it("has a line for each finding, quoted where that is needed", () => {
    const row = { id: "CVE-2014-0160", fixedBy: ["1.0.1g", "2"], status: "Unfixed, Patch", description: 'a "b"' };
    expect(write(row)).toBe(
      `${head}openssl,1,CVE-2014-0160,7.5,high,"Unfixed, Patch",1.0.1g; 2,https://nvd.nist.gov/vuln/detail/CVE-2014-0160,"a ""b"""\r\n`,
    );
  });

  it("has its head alone without findings, and an empty cell for a score that is missing", () => {
    expect(write()).toBe(head);
    expect(write({ cvss: undefined, severity: "unknown" })).toContain("CVE-1,,unknown,");
  });

  it.each([
    "=1+1",
    "+1",
    "a;=1+1",
    "a;;@SUM(A1)",
    "1;＝1+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("https://evil.example")',
  ])("takes %j for text and no formula", (text) => {
    const cells = write({ package: text, version: text, id: text, status: text, description: text, fixedBy: [text] });
    const [, line = ""] = cells.split("\r\n");
    expect(line).not.toMatch(/(?:^|[,;])"?[=+\-@＝＋－＠\t\r]/);
    expect(cells.split("\r\n")).toHaveLength(3);
  });
});
