import { describe, expect, it } from "vitest";
import { isOpen, readStatus } from "../../src/findings/status.js";

describe("the status of a vulnerability", () => {
  it.each<[object, string, boolean]>([
    [{ status: "Unfixed" }, "Unfixed", true],
    [{ status: " Fixed " }, "Fixed", false],
    [{ status: "FIXED" }, "FIXED", false],
    [{ status: "Fixed in 1.2" }, "Fixed in 1.2", false],
    [{ status: "Patched" }, "Patched", false],
    [{ status: "Unpatched" }, "Unpatched", true],
    [{ status: "Not-Affected" }, "Not-Affected", false],
    [{ status: "not  affected" }, "not  affected", false],
    [{ status: "Unaffected" }, "Unaffected", false],
    [{ status: "Affected" }, "Affected", true],
    [{ status: "false-positive" }, "false-positive", false],
    [{ status: "Ignored (whitelist)" }, "Ignored (whitelist)", false],
    [{ status: "Fix not available" }, "Fix not available", true],
    [{ status: "Resolvedish" }, "Resolvedish", true],
    [{ status: "not_fixed" }, "not_fixed", true],
    [{ status: { state: "fixed" } }, "fixed", false],
    [{ status: ["fixed"] }, "unstated", true],
    [{ status: true }, "unstated", true],
    [{}, "unstated", true],
    [{ status: "Unfixed", vuln_status: "not_affected" }, "not_affected", false],
    [{ status: "Fixed", vuln_status: "in_triage" }, "Fixed", false],
    [{ status: "Fixed", vuln_status: "exploitable" }, "exploitable", true],
    [{ status: "Unfixed", vuln_status: { state: "false_positive" } }, "false_positive", false],
    [{ vuln_status: "in_triage" }, "in_triage", true],
    [{ analysis: { state: "resolved_with_pedigree" } }, "resolved_with_pedigree", false],
    [{ analysis: { state: 7 } }, "unstated", true],
  ])("of %j is %j, open: %j", (vulnerability, status, open) => {
    expect(readStatus({ ...vulnerability }, "unstated")).toBe(status);
    expect(isOpen({ status: readStatus({ ...vulnerability }, "unstated") })).toBe(open);
  });
});
