import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodedTexts } from "../../src/redaction/decoded-texts.js";
import { createScrub, scrub } from "../../src/redaction/scrub.js";
import { readings, textEncodings } from "../support/text-encodings.js";

const secrets = {
  "letters and digits": "tk3Hf6nYw1sPd5GjA0",
  "characters that encoders escape": `pw/EN+7Qm2'xV9&t=Lk<4"Z bR8c`,
  "characters above ASCII": "Éclair-Ünlü-1234€",
  "four characters": "q7Zx",
};

const rows = Object.keys(textEncodings).flatMap((encoding) =>
  Object.entries(secrets).map(([kind, secret]) => ({ encoding, kind, secret })),
);

describe("a known secret", () => {
  it.each(rows)("of $kind is masked in $encoding", ({ encoding, secret }) => {
    const encoded = textEncodings[encoding]?.(secret) ?? "";
    const clean = scrub(`before ${encoded} after`, [secret]);
    expect(clean).toContain("[redacted]");
    expect(clean.startsWith("before ") && clean.endsWith(" after")).toBe(true);
    const seen = readings(clean).filter((reading) => reading.includes(secret.toLowerCase()));
    expect(seen).toEqual([]);
  });

  const gaps = ["\n", "\r\n", "\n    ", "\n\n\t", " \n ", "\\n  ", "%0A%20", "&#10; "];
  it.each(rows)("of $kind in $encoding leaves the line breaks and indents around it", ({ encoding, secret }) => {
    const encoded = textEncodings[encoding]?.(secret) ?? "";
    for (const gap of gaps) {
      const clean = scrub(`before${gap}${encoded}${gap}after`, [secret]);
      expect(clean).toMatch(/\[redacted\]/);
      expect([clean.startsWith(`before${gap}`), clean.endsWith(`${gap}after`)]).toEqual([true, true]);
    }
  });

  it("is masked whatever mixture of escapes its characters have", () => {
    const escapes = [
      (unit: string) => unit,
      (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
      (unit: string) => (/["\\/]/.test(unit) ? `\\${unit}` : unit),
    ];
    const mixture = fc.tuple(
      fc.stringMatching(/^[\w/"&+]{6,30}$/),
      fc.array(fc.nat(2), { minLength: 30, maxLength: 30 }),
    );
    fc.assert(
      fc.property(mixture, ([secret, choice]) => {
        const text = [...secret].map((unit, at) => escapes[choice[at] ?? 0]?.(unit) ?? unit).join("");
        expect(scrub(`x ${text} y`, [secret])).toBe("x [redacted] y");
      }),
    );
  });

  it("is masked in a text that is nothing else, in any case, as hex, as base64 and within base64", () => {
    const secret = fc.string({ unit: "grapheme", minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(secret, fc.nat(2), (text, offset) => {
        const bytes = Buffer.from(text);
        const within = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64url");
        for (const encoded of [text, bytes.toString("hex"), bytes.toString("base64"), within]) {
          expect(scrub(encoded, [text])).toContain("[redacted]");
        }
      }),
    );
  });

  it("is masked by one function in a short text, a long one, and a short one again", () => {
    const mask = createScrub(["q7Zx", "tk3Hf6nYw1sPd5GjA0"]);
    const texts = ["a q7Zx", `${"-".repeat(30)} tk3Hf6nYw1sPd5GjA0 q7Zx`, "b", "Q7ZX", "tk3Hf6nYw1sPd5GjA0"];
    const masked = ["a [redacted]", `${"-".repeat(30)} [redacted] [redacted]`, "b", "[redacted]", "[redacted]"];
    expect(texts.map(mask)).toEqual(masked);
  });

  it("is masked each time, also where two overlap", () => {
    expect(scrub("abcdef abcdef", ["abcdef"])).toBe("[redacted] [redacted]");
    expect(scrub("abcdefgh", ["abcdef", "defgh"])).toBe("[redacted]");
  });
});

describe("a text without a known secret", () => {
  it.each(["", "abc", "100 % of \\ & + %zz %C3 \\u12 &#xFFFFFFFFF; &nope; \\", "ein Straßenname", "İstanbul"])(
    "stays as it is: %j",
    (text) => {
      expect(scrub(text, ["another secret", "abc"])).toBe(text);
    },
  );

  it("stays as it is, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(scrub(text, ["q7Zx-no-such"])).toBe(text);
      }),
    );
  });
});

it("reads a text in a bounded number of ways, each no longer than the text", () => {
  const hostile = "%25\\u0025&amp;+".repeat(200);
  const decoded = decodedTexts(hostile);
  expect(decoded.length).toBeLessThanOrEqual(21);
  for (const { text, ends } of decoded) {
    expect(text.length).toBeLessThanOrEqual(hostile.length);
    expect(ends[text.length - 1]).toBe(hostile.length);
  }
});
