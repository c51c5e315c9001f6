import { describe, expect, it } from "vitest";
import { isFailure, type FailOn } from "../../src/findings/fail-on.js";
import type { Finding, Severity } from "../../src/index.js";
import { finding as findingWith } from "../support/findings.js";

const finding = (severity: Severity, status = "Unfixed"): Finding => findingWith({ cvss: undefined, severity, status });

describe("a gate", () => {
  it.each<[FailOn | undefined, readonly Severity[]]>([
    [undefined, ["unknown", "none", "low", "medium", "high", "critical"]],
    [["critical"], ["critical"]],
    [["low"], ["low", "medium", "high", "critical"]],
    [["unknown"], ["unknown"]],
    [
      ["high", "unknown"],
      ["unknown", "high", "critical"],
    ],
    [
      ["critical", "medium"],
      ["medium", "high", "critical"],
    ],
  ])("on %j fails for %j", (failOn, expected) => {
    const all = ["unknown", "none", "low", "medium", "high", "critical"] as const;
    expect(all.filter((severity) => isFailure(finding(severity), failOn))).toStrictEqual(expected);
    expect(all.filter((severity) => isFailure(finding(severity, "Fixed"), failOn))).toStrictEqual([]);
  });

  it.each<[FailOn | undefined, Severity, Severity, boolean]>([
    [["high"], "medium", "critical", true],
    [["high"], "unknown", "high", true],
    [["high"], "high", "critical", false],
    [["high"], "low", "medium", false],
    [["high"], "critical", "medium", false],
    [["high", "unknown"], "unknown", "high", false],
    [undefined, "low", "critical", false],
  ])("for new findings on %j, of a known one that was %s and is %s: %s", (failOn, earlierSeverity, severity, fails) => {
    const known: Finding = { ...finding(severity), isNew: false, earlierSeverity };
    expect(isFailure(known, failOn, true)).toBe(fails);
    expect(isFailure({ ...known, status: "Fixed" }, failOn, true)).toBe(false);
  });
});
