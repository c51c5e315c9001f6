import { describe, expect, it } from "vitest";
import { readScan } from "../../src/findings/scan-findings.js";

const bleed = { cve_id: "CVE-2014-0160", cvss: 7.5 };

describe("a list of vulnerabilities", () => {
  it.each<[what: string, cves: unknown, ids: readonly string[], unreadable: number]>([
    ["lists by package", { openssl: [bleed] }, ["openssl CVE-2014-0160"], 0],
    ["one vulnerability of a package", { openssl: bleed }, ["openssl CVE-2014-0160"], 0],
    ["maps by id", { openssl: { "CVE-2014-0160": { cvss: 7.5 } } }, ["openssl CVE-2014-0160"], 0],
    ["one list", [{ ...bleed, package: "openssl" }], ["openssl CVE-2014-0160"], 0],
    ["one list without packages", [bleed], [" CVE-2014-0160"], 0],
    ["no id", { openssl: [{ cvss: 9.8 }] }, ["openssl (without id)"], 0],
    ["an empty id", { openssl: [{ cve_id: "", id: " ", severity: "high" }] }, ["openssl (without id)"], 0],
    ["no score", { openssl: [{ cve_id: "CVE-1" }] }, ["openssl CVE-1"], 0],
    ["no vulnerability", {}, [], 0],
    ["no vulnerability in a package", { openssl: [] }, [], 0],
    ["null", null, [], 1],
    ["text", "too many", [], 1],
    ["text in a package", { openssl: "too many", zlib: [bleed] }, ["zlib CVE-2014-0160"], 1],
    ["null in a package", { openssl: null }, [], 1],
    ["an empty record in a package", { openssl: {} }, [], 1],
    ["entries that are no records", { openssl: [null, 7, "CVE-1", [], bleed] }, ["openssl CVE-2014-0160"], 4],
    ["a record with neither id nor severity", { openssl: [{ status: "Unfixed" }] }, [], 1],
  ])("is read from %s", (_what, cves, ids, unreadable) => {
    const read = readScan({ manifest_token: "m", cves } as never);
    expect(read.findings.map(({ package: name, id }) => `${name} ${id}`)).toStrictEqual(ids);
    expect(read.unreadable).toBe(unreadable);
  });

  it("is ordered by severity, whether that comes from a score or a word", () => {
    const entries = [
      { id: "c", cvss: 2 },
      { id: "e" },
      { id: "d", cvss: 0 },
      { id: "a", severity: "critical" },
      { id: "b", cvss: 7 },
    ];
    const { findings } = readScan({ manifest_token: "m", GHSA: { p: entries } });
    expect(findings.map(({ id }) => id).join("")).toBe("abcde");
  });
});
