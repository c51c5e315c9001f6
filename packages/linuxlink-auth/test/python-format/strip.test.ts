import { describe, expect, it } from "vitest";
import { pythonStrip } from "../../src/python-format/strip.js";

describe("pythonStrip", () => {
  const blanks = "\t\n\v\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000";

  it("removes the white space of Python's strip, and keeps a byte order mark and a zero-width space", () => {
    expect(pythonStrip(`${blanks}a b${blanks}`)).toBe("a b");
    expect(pythonStrip("\ufeffa\u200b")).toBe("\ufeffa\u200b");
    expect(pythonStrip(blanks)).toBe("");
  });

  it("takes linear time for text full of white space", () => {
    // In quadratic time, this would take longer than any time-out.
    const hostile = `a${" ".repeat(3_000_000)}b`;
    expect(pythonStrip(hostile)).toBe(hostile);
  });
});
