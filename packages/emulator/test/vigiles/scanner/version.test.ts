import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareVersions, fixedVersion, isAffected } from "../../../src/vigiles/scanner/version.js";

/** Each list goes from the earliest version to the latest. */
const rising: readonly (readonly string[])[] = [
  ["1.0.0", "1.0.1", "1.0.1a", "1.0.1f", "1.0.1g", "1.0.2-beta1", "1.0.2", "1.0.2u", "1.0.2zd"],
  ["8.5", "8.5p1", "9.7p1", "9.8p1", "10.0p1"],
  ["2.0-alpha1", "2.0-beta9", "2.0-beta10", "2.0-rc1", "2.0", "2.0.1", "2.3.1", "2.14.1", "2.15.0"],
  ["1.9.5", "1.9.5p1", "1.9.5p2"],
  ["1.0.0-rc93", "1.0.0", "1.1.11", "1.1.12"],
  ["0.105", "0.120", "121"],
  ["2019.07", "2019.10", "2022.01"],
  ["9", "10", "99999999999999999998", "99999999999999999999"],
];

describe.each(rising)("%s is before all that follow", (...versions) => {
  test.each(versions.slice(1).map((later, index) => [versions[index] ?? "", later]))("%s is before %s", (a, b) => {
    expect(compareVersions(a, b)).toBeLessThan(0);
    expect(compareVersions(b, a)).toBeGreaterThan(0);
  });
});

test.each([
  ["1.0", "1.0.0"],
  ["v1.2.3", "1.2.3"],
  ["1:1.2.3", "1.2.3"],
  ["1.2.3+dfsg", "1.2.3"],
  ["5.3.18.RELEASE", "5.3.18"],
])("%s equals %s", (a, b) => {
  expect(compareVersions(a, b)).toBe(0);
});

test("versions are in a total order", () => {
  const part = fc.oneof(fc.nat(30).map(String), fc.constantFrom("a", "f", "p1", "rc1", "beta2", "zd"));
  const version = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      expect(Math.sign(compareVersions(a, b))).toBe(0 - Math.sign(compareVersions(b, a)));
      if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
        expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

describe("ranges", () => {
  const ranges = [
    { introduced: "2.0", fixed: "2.3.1" },
    { introduced: "2.4", last: "2.5" },
  ];

  test.each([
    ["1.9", false],
    ["2.0", true],
    ["2.3", true],
    ["2.3.1", false],
    ["2.4", true],
    ["2.5", true],
    ["2.5.1", false],
    ["git-abcdef", false],
    ["", false],
  ])("%s is affected: %s", (version, affected) => {
    expect(isAffected(version, ranges)).toBe(affected);
  });

  test("name the version with the fix, if it is known", () => {
    expect(fixedVersion("2.1", ranges)).toBe("2.3.1");
    expect(fixedVersion("2.5", ranges)).toBeUndefined();
    expect(fixedVersion("3.0", ranges)).toBeUndefined();
  });

  test("without a beginning include the first version", () => {
    expect(isAffected("0.0.1", [{ fixed: "1" }])).toBe(true);
  });
});
