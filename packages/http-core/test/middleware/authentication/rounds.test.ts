import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Verdict } from "../../../src/index.js";
import { Rounds } from "../../../src/middleware/authentication/rounds.js";

const letters: Readonly<Record<string, Verdict>> = { a: "accepted", r: "rejected", c: "challenged" };
const steps = { takeChallenge: "C", replaceCredential: "R", return: "." } as const;

/** The steps after each response, up to the one that is returned. */
function stepsAfter(verdicts: string, canReplace = true): string {
  const rounds = new Rounds(canReplace);
  let taken = "";
  for (const letter of verdicts) {
    const step = steps[rounds.next(letters[letter] ?? "accepted")];
    taken += step;
    if (step === ".") break;
  }
  return taken;
}

describe("the rounds of a call", () => {
  it.each([
    ["a", "."],
    ["ra", "R."],
    ["rr", "R."],
    ["ca", "C."],
    ["ccca", "CCC."],
    ["cccc", "CCC."],
    ["cr", "CR"],
    ["rc", "RC"],
    ["crccr", "CRCC."],
    ["cccra", "CCCR."],
    ["cccrc", "CCCR."],
    ["rccc", "RCCC"],
    ["rcccc", "RCCC."],
    ["crcr", "CRC."],
  ])("after %s are %s", (verdicts, expected) => {
    expect(stepsAfter(verdicts)).toBe(expected);
  });

  it.each([
    ["r", "."],
    ["cr", "C."],
    ["cccc", "CCC."],
  ])("after %s are %s where no credential can be replaced", (verdicts, expected) => {
    expect(stepsAfter(verdicts, false)).toBe(expected);
  });

  it("end after at most five responses", () => {
    const verdicts = fc.stringMatching(/^[arc]{5}$/);
    expect(() => fc.assert(fc.property(verdicts, (text) => stepsAfter(text).endsWith(".")))).not.toThrow();
  });
});
