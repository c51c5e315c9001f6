import { describe, expect, it } from "vitest";
import { distinctFindings } from "../../src/findings/distinct-findings.js";
import type { Finding } from "../../src/findings/finding.js";
import { finding } from "../support/findings.js";

describe("equal findings", () => {
  it.each<[string, Partial<Finding>, Partial<Finding>, Partial<Finding>]>([
    ["in all parts", {}, {}, {}],
    ["but for the score", { cvss: 9 }, { cvss: 5 }, { cvss: 9 }],
    ["but for the status, both open", { status: "Unfixed" }, { status: "Triaged" }, { status: "Unfixed" }],
    ["of which the first is not open", { status: "Fixed" }, { status: "Unfixed" }, { status: "Unfixed" }],
    ["of which the second is not open", { status: "Unfixed" }, { status: "Fixed" }, { status: "Unfixed" }],
    ["of which none is open", { status: "Fixed" }, { status: "Ignored" }, { status: "Fixed" }],
  ])("are left once: %s", (_how, one, other, expected) => {
    expect(distinctFindings([finding(one), finding({ id: "CVE-2" }), finding(other)])).toStrictEqual([
      finding(expected),
      finding({ id: "CVE-2" }),
    ]);
  });

  it.each<[string, Partial<Finding>]>([
    ["id", { id: "CVE-2" }],
    ["version", { version: "2" }],
    ["package", { package: "zlib" }],
    ["package and version, which are the same text together", { package: "openss", version: "l1" }],
  ])("are those with the same %s", (_what, more) => {
    expect(distinctFindings([finding({}), finding(more)])).toHaveLength(2);
  });
});
