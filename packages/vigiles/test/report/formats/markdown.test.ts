import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/findings/finding.js";
import { markdownOf } from "../../../src/report/formats/markdown.js";
import { finding } from "../../support/findings.js";

const write = (findings: readonly Finding[], more: object = {}): string =>
  markdownOf({ title: "gateway 1.4", date: "", unreadable: 0, findings, ...more });

describe("Markdown", () => {
  it("has totals, and a row for each finding with its fix and a link to its advisory", () => {
    const heartbleed = finding({ id: "CVE-2014-0160", version: "1.0.1f", fixedBy: ["1.0.1g", "a|b"] });
    const text = write([finding({ id: "X-1", status: "Fixed" }), heartbleed], { unreadable: 2, leftOut: 3 });
    expect(text.split("\n")).toEqual([
      "## Vulnerabilities of `gateway 1.4`",
      "",
      "2 findings, 1 open",
      "",
      "| critical | high | medium | low | none | unknown |",
      "| --- | --- | --- | --- | --- | --- |",
      "| 0 | 1 | 0 | 0 | 0 | 0 |",
      "",
      "| severity | vulnerability | package | version | fixed by | status |",
      "| --- | --- | --- | --- | --- | --- |",
      "| high, CVSS 7.5 | [CVE-2014-0160](https://nvd.nist.gov/vuln/detail/CVE-2014-0160) | `openssl` | `1.0.1f` | `1.0.1g; a\\|b` | `Unfixed` |",
      "| high, CVSS 7.5 | `X-1` | `openssl` | `1` |  | `Fixed` |",
      "",
      "**2 findings can't be read.**",
      "",
      "3 findings are left out by filters.",
      "",
    ]);
  });

  it("says so where there are no findings", () => {
    expect(write([])).toBe("## Vulnerabilities of `gateway 1.4`\n\n0 findings, 0 open\n");
  });

  it("has 200 rows at most, and says how many more there are", () => {
    const text = write(Array.from({ length: 1000 }, (_, index) => finding({ id: `CVE-2024-${1000 + index}` })));
    expect(text.split("\n").filter((line) => line.startsWith("| high, CVSS"))).toHaveLength(200);
    expect(text).toContain("… and 800 more findings");
  });

  it("holds no markup, link or mention of the service, whatever the findings hold", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "[x](https://e.example)",
        "`",
        "``a`",
        "@user",
        "|",
        "a\n# b",
        "<img src=x>",
        "www.e.example",
        "\u202e",
      ),
    );
    const some = fc
      .record({ package: hostile, version: hostile, id: hostile, status: hostile, fix: hostile })
      .map(({ fix, ...members }) => finding({ ...members, fixedBy: [fix] }));
    fc.assert(
      fc.property(fc.array(some, { maxLength: 3 }), hostile, (findings, title) => {
        const text = write(findings, { title });
        const markup = text.replace(/`[^`\n]*`/g, "");
        expect(markup).toMatch(/^[\w #,|.\-\n…[\]()/:*']*$/);
        expect(markup.match(/\S*:\/\/[^\s)]*/g) ?? []).toEqual([]);
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]|:\/\/|www\./u);
      }),
    );
  });
});
