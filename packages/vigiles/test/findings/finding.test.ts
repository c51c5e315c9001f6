import { describe, expect, it } from "vitest";
import { findingsOf, isOpen, type ScanResult } from "../../src/index.js";

const heartbleed = {
  cve_id: "CVE-2014-0160",
  version: "1.0.1f",
  cvss: "7.5",
  status: "Unfixed, Patch Available",
  fixedby: ["1.0.1g"],
  description: "reads too far",
  references: ["https://heartbleed.com/", { url: "https://example.org/more" }, { url: {}, tags: [] }, null, ""],
};
const shell = { cve_id: "CVE-2021-44228", version: "2.14.1", cvss: 10, status: "Fixed" };
const scan = (members: object): ScanResult => ({ manifest_token: "m", ...members });

describe("findings of a scan", () => {
  it("are the same from a map and from a list, worst first", () => {
    const map = findingsOf(scan({ cves: { openssl: [heartbleed], "log4j-core": [shell] } }));
    const list = findingsOf(
      scan({
        cves: [
          { ...heartbleed, product: "openssl" },
          { ...shell, product: "log4j-core" },
        ],
      }),
    );
    expect(map).toStrictEqual(list);
    expect(map).toStrictEqual([
      {
        package: "log4j-core",
        version: "2.14.1",
        id: "CVE-2021-44228",
        cvss: 10,
        severity: "critical",
        status: "Fixed",
        fixedBy: [],
        advisory: "https://nvd.nist.gov/vuln/detail/CVE-2021-44228",
        description: "",
        references: [],
      },
      {
        package: "openssl",
        version: "1.0.1f",
        id: "CVE-2014-0160",
        cvss: 7.5,
        severity: "high",
        status: "Unfixed, Patch Available",
        fixedBy: ["1.0.1g"],
        advisory: "https://nvd.nist.gov/vuln/detail/CVE-2014-0160",
        description: "reads too far",
        references: ["https://heartbleed.com/", "https://example.org/more"],
      },
    ]);
    expect(map.map(isOpen)).toStrictEqual([false, true]);
  });

  it("include those of ecosystem databases, where a missing status means unfixed", () => {
    const found = findingsOf(
      scan({ cves: {}, GHSA: { lodash: [{ id: "GHSA-1", database_specific: { version: "4.17.0" } }] } }),
    );
    expect(found).toStrictEqual([
      {
        package: "lodash",
        version: "4.17.0",
        id: "GHSA-1",
        cvss: undefined,
        severity: "unknown",
        status: "Unfixed",
        fixedBy: [],
        advisory: undefined,
        description: "",
        references: [],
      },
    ]);
  });

  it.each([[null], ["text"], [7], [{ openssl: "no list" }], [[null, 7]], [undefined]])(
    "are no list in %j, which is an error",
    (cves) => {
      expect(() => findingsOf(scan({ cves }))).toThrow(expect.objectContaining({ code: "RESPONSE_INVALID" }));
    },
  );

  it.each<[unknown, number | undefined]>([
    [7.5, 7.5],
    ["7.5", 7.5],
    [" 7.5 ", 7.5],
    ["", undefined],
    ["  ", undefined],
    ["high", undefined],
    [null, undefined],
    [true, undefined],
    [[7.5], 7.5],
    [{ toString: null, valueOf: 1 }, undefined],
  ])("with %j as CVSS have the score %j", (cvss, score) => {
    const [finding] = findingsOf(scan({ cves: { p: [{ cve_id: "CVE-1", cvss }] } }));
    expect(finding?.cvss).toBe(score);
  });

  it.each([
    ["Unfixed", true],
    ["Unfixed, Patch Available", true],
    ["in_triage", true],
    ["a word nobody knows", true],
    ["Fixedish", true],
    ["Fixed", false],
    ["Fixed, Patched", false],
    ["not_affected", false],
    ["resolved_with_pedigree", false],
    ["false_positive", false],
  ])("with status %j are open: %j", (status, open) => {
    const [finding] = findingsOf(scan({ cves: { p: [{ cve_id: "CVE-1", status }] } }));
    expect(finding && isOpen(finding)).toBe(open);
  });
});
