import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions } from "../../src/decisions/compare-versions.js";
import { isInRange, isRange } from "../../src/decisions/version-range.js";

describe("versions", () => {
  it.each([
    ["1.0", "1.1"],
    ["1.9", "1.10"],
    ["1.0.1", "1.0.1f"],
    ["1.0.1e", "1.0.1f"],
    ["2.0-rc1", "2.0"],
    ["2.0-alpha.1", "2.0-beta.1"],
    ["1.2", "1.2.1"],
    ["1.0-1", "1.0-2"],
    ["9", "10"],
    ["1.99999999999999999998", "1.99999999999999999999"],
    ["1.0.a", "1.0.1"],
  ])("%s is before %s", (one, other) => {
    expect(compareVersions(one, other)).toBeLessThan(0);
    expect(compareVersions(other, one)).toBeGreaterThan(0);
  });

  it.each([
    ["1.0", "1.0.0"],
    ["1.0", "1.0+build.7"],
    ["v1.0", "V1.0"],
    ["1.01", "1.1"],
    ["", ""],
  ])("%s is as late as %s", (one, other) => {
    expect(compareVersions(one, other)).toBe(0);
  });

  it("have one order, whatever they are", () => {
    const part = fc.oneof(fc.nat(12).map(String), fc.constantFrom("a", "f", "rc", "beta", "deb", "00"));
    const version = fc.oneof(
      fc.array(part, { maxLength: 5 }).map((parts) => parts.join(".")),
      fc.string(),
    );
    fc.assert(
      fc.property(version, version, (one, other) => {
        expect(Math.sign(compareVersions(one, other)) + Math.sign(compareVersions(other, one))).toBe(0);
        expect(compareVersions(one, one)).toBe(0);
      }),
    );
  });
});

describe("a range", () => {
  it.each([
    ["1.0.1f", "1.0.1f", true],
    ["1.0.1f", "=1.0.1f", true],
    ["1.0.1f", "1.0.1g", false],
    ["1.0.1f", "<1.0.2", true],
    ["1.0.2", "<1.0.2", false],
    ["1.0.2", "<=1.0.2", true],
    ["1.5", ">=1.0 <2", true],
    ["2", ">= 1.0, < 2", false],
    ["1.0", ">1.0", false],
    ["1.0 special", "1.0 special", true],
    ["", "<2", false],
    ["", "", false],
  ])("of version %j in %j is %j", (version, range, expected) => {
    expect(isInRange(version, range)).toBe(expected);
  });

  it.each([
    ["<1.2", true],
    [">=1 <2, =3", true],
    ["1.2", true],
    ["", false],
    ["<", false],
    ["=>1", false],
    ["1 || 2", true],
    ["<>1", false],
  ])("is understood: %j is %j", (range, expected) => {
    expect(isRange(range)).toBe(expected);
  });
});
