import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeSpan, markdownTable } from "../../../src/report/formats/markdown-text.js";

describe("a code span", () => {
  it.each([
    ["", ""],
    ["openssl", "`openssl`"],
    ["a`b``c", "`a'b''c`"],
    ["a|b", "`a\\|b`"],
    ["a\\|b", "`a\\\\\\|b`"],
    ["[x](y) @user #1 <b>", "`[x](y) @user #1 <b>`"],
  ])("of %j is %s", (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  it("ends no cell of a table, whether a reader counts backslashes or looks at the last one", () => {
    const text = fc.array(fc.constantFrom("\\", "|", "`", "a")).map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (cell) => {
        const span = codeSpan(cell);
        expect(span).not.toMatch(/(?<!\\)\|/);
        expect(span).not.toMatch(/(?<!\\)(?:\\\\)*\|/);
        expect(span.slice(1, -1)).not.toContain("`");
      }),
    );
  });

  it("keeps a table's number of cells", () => {
    const [, , row = ""] = markdownTable(["a", "b"], [[codeSpan("x|y"), codeSpan("`|`")]]).split("\n");
    expect(row.split(/(?<!\\)\|/)).toHaveLength(4);
  });
});
