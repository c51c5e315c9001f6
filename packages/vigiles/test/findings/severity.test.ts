import { describe, expect, it } from "vitest";
import { severityOf } from "../../src/index.js";

describe("the severity", () => {
  it.each([
    [undefined, "unknown"],
    [0, "none"],
    [0.1, "low"],
    [3.9, "low"],
    [4, "medium"],
    [6.9, "medium"],
    [7, "high"],
    [8.9, "high"],
    [9, "critical"],
    [10, "critical"],
  ])("of CVSS %j is %s", (cvss, severity) => {
    expect(severityOf(cvss)).toBe(severity);
  });
});
