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
});
