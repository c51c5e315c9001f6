import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advisoryUrl } from "../../src/findings/advisory-url.js";

describe("the page about a vulnerability", () => {
  it.each([
    ["CVE-2014-0160", "https://nvd.nist.gov/vuln/detail/CVE-2014-0160"],
    ["CVE-2021-1234567", "https://nvd.nist.gov/vuln/detail/CVE-2021-1234567"],
    ["GHSA-jfh8-c2jp-5v3q", "https://github.com/advisories/GHSA-jfh8-c2jp-5v3q"],
    ["DSA-5417-1", "https://security-tracker.debian.org/tracker/DSA-5417-1"],
    ["DLA-3449-1", "https://security-tracker.debian.org/tracker/DLA-3449-1"],
    ["GO-2022-0603", "https://pkg.go.dev/vuln/GO-2022-0603"],
    ["PYSEC-2021-19", "https://osv.dev/vulnerability/PYSEC-2021-19"],
    ["RUSTSEC-2020-0071", "https://osv.dev/vulnerability/RUSTSEC-2020-0071"],
  ])("of %s is %s", (id, url) => {
    expect(advisoryUrl(id)).toBe(url);
  });

  it.each([
    "",
    "CVE-2014",
    "CVE-2014-1",
    "cve-2014-0160",
    " CVE-2014-0160",
    "CVE-2014-0160\n",
    "CVE-2014-0160/../..",
    "CVE-2014-0160?x",
    "javascript:alert(1)",
    "https://evil.example/CVE-2014-0160",
    "GHSA-JFH8-c2jp-5v3q",
    "GHSA-jfh8-c2jp",
    "UVI-2021-1000000",
    "__proto__",
  ])("is unknown for %j", (id) => {
    expect(advisoryUrl(id)).toBeUndefined();
  });

  it("never contains anything that has a meaning in an address", () => {
    const start = fc.constantFrom("CVE-2014-0160", "GHSA-jfh8-c2jp-5v3q", "DSA-5417-1", "GO-2022-0603", "OSV-2021-1");
    fc.assert(
      fc.property(start, fc.string({ unit: "binary", maxLength: 5 }), (id, more) => {
        const url = advisoryUrl(`${id}${more}`);
        expect(url ?? "https://host/A-1").toMatch(/^https:\/\/[a-z.-]+\/[a-z/]*[A-Za-z0-9-]+$/);
      }),
    );
  });
});
