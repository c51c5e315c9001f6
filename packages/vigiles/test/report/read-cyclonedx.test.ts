import { describe, expect, it } from "vitest";
import { readCycloneDx } from "../../src/report/read-cyclonedx.js";

function read(document: object): ReturnType<typeof readCycloneDx> {
  return readCycloneDx(Buffer.from(JSON.stringify({ bomFormat: "CycloneDX", ...document })), "title");
}

describe("a CycloneDX report", () => {
  it("has the highest score of a vulnerability, however many ratings it has", () => {
    const ratings = Array.from({ length: 300_000 }, (_, index) => ({ score: index === 1000 ? 9.8 : 1 }));
    const { findings } = read({ vulnerabilities: [{ id: "CVE-1", ratings, affects: [{ ref: "a" }] }] });
    expect(findings).toMatchObject([{ id: "CVE-1", cvss: 9.8, severity: "critical" }]);
  });

  it.each([
    ["no JSON", "{"],
    ["another document", "{}"],
    ["more than 2 million values", `{"bomFormat":"CycloneDX","components":[${"{},".repeat(2_000_000)}{}]}`],
    ["deep nesting", `{"bomFormat":"CycloneDX","components":${"[".repeat(5000)}${"]".repeat(5000)}}`],
  ])("is refused for %s", (_, text) => {
    expect(() => readCycloneDx(Buffer.from(text), "title")).toThrow(
      expect.objectContaining({ code: "RESPONSE_INVALID" }),
    );
  });
});
