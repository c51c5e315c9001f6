import { describe, expect, test } from "vitest";
import { compareVersions } from "../../src/vigiles/scanner/version.js";
import { findVulnerability, vulnerabilities } from "../../src/vigiles/scanner/vulnerability.js";

/** CVSS 3.1, section 7.4: the weight of each metric's value. */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
};

const privileges = { U: { N: 0.85, L: 0.62, H: 0.27 }, C: { N: 0.85, L: 0.68, H: 0.5 } };

/** CVSS 3.1, section 7.1: the base score of a vector. */
function baseScore(vector: string): number {
  const metrics = new Map(vector.split("/").map((part) => part.split(":") as [string, string]));
  const weight = (name: string): number => weights[name]?.[metrics.get(name) ?? ""] ?? Number.NaN;
  const scope = metrics.get("S") as "U" | "C";
  const privilege = privileges[scope][metrics.get("PR") as "N" | "L" | "H"];
  const iss = 1 - (1 - weight("C")) * (1 - weight("I")) * (1 - weight("A"));
  const impact = scope === "U" ? 6.42 * iss : 7.52 * (iss - 0.029) - 3.25 * (iss - 0.02) ** 15;
  const exploitability = 8.22 * weight("AV") * weight("AC") * privilege * weight("UI");
  if (impact <= 0) return 0;
  const sum = scope === "U" ? impact + exploitability : 1.08 * (impact + exploitability);
  return Math.ceil(Math.round(Math.min(sum, 10) * 100_000) / 10_000) / 10;
}

test("a vector gives the score of the specification's example", () => {
  expect(baseScore("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N")).toBe(6.4);
});

describe.each(vulnerabilities)("$id", (vulnerability) => {
  test("has the score that its vector gives", () => {
    expect(vulnerability.vector).toMatch(/^CVSS:3\.1(\/[A-Z]{1,2}:[A-Z]){8}$/);
    expect(vulnerability.cvss).toBe(baseScore(vulnerability.vector));
  });

  test("has ranges that hold versions", () => {
    expect(vulnerability.ranges.length).toBeGreaterThan(0);
    for (const { introduced = "0", fixed, last } of vulnerability.ranges) {
      expect([fixed, last].filter((one) => one !== undefined)).toHaveLength(1);
      expect(compareVersions(introduced, fixed ?? last ?? "")).toBeLessThanOrEqual(fixed === undefined ? 0 : -1);
    }
  });

  test("names its packages in lower case, says where it is published and when", () => {
    expect(vulnerability.packages.length).toBeGreaterThan(0);
    expect(vulnerability.packages).toEqual(vulnerability.packages.map((name) => name.toLowerCase()));
    expect(vulnerability.references).toContain(`https://nvd.nist.gov/vuln/detail/${vulnerability.id}`);
    expect(vulnerability.published).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Number(vulnerability.published.slice(0, 4))).toBeGreaterThanOrEqual(Number(vulnerability.id.slice(4, 8)));
  });
});

test("the table has each vulnerability once, and the well-known ones", () => {
  const ids = vulnerabilities.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(27);
  expect(ids).toEqual(expect.arrayContaining(["CVE-2014-0160", "CVE-2021-44228", "CVE-2024-3094"]));
  expect(findVulnerability("cve-2014-0160")?.id).toBe("CVE-2014-0160");
  expect(findVulnerability("CVE-1999-0001")).toBeUndefined();
});
