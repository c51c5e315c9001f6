import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNames, formatReport } from "../../../src/report/formats/index.js";
import { finding } from "../../support/findings.js";

/** What must not reach a terminal: control characters, and those that are invisible or change the direction of text. */
const controls = /(?![\t\n\r])[\p{Cc}\p{Cf}\u2028\u2029]/u;

const odd = "a\u001b]0;t\u0007\u001b[2J\u009b31m\u202e\u2066\u200b\u{E0041}\u007f\b\0\ud800\u2028b";

describe.each(formatNames)("a report as %s may be printed on a terminal", (format) => {
  const write = (text: string): Promise<string> => {
    const texts = { package: text, version: text, id: text, status: text, fixedBy: [text], description: text };
    const fixed = finding({ ...texts, status: "Fixed" });
    return formatReport(format, { title: text, date: text, unreadable: 1, findings: [finding(texts), fixed] });
  };

  it("with odd texts", async () => {
    const written = await write(odd);
    expect(written).not.toMatch(controls);
    expect(written.isWellFormed()).toBe(true);
  });

  it("with any texts", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        expect(await write(text)).not.toMatch(controls);
      }),
    );
  });
});
