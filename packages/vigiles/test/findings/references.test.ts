import { describe, expect, it } from "vitest";
import { readReferences } from "../../src/findings/references.js";

describe("the references of a vulnerability", () => {
  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["none", {}, []],
    [
      "of the service",
      { references: ["https://a.example", "https://b.example", "https://a.example"] },
      ["https://a.example", "https://b.example"],
    ],
    ["of OSV", { references: [{ type: "WEB", url: "https://a.example" }] }, ["https://a.example"]],
    [
      "of CycloneDX",
      {
        source: { name: "NVD", url: "https://nvd.example/1" },
        references: [{ id: "GHSA-1", source: { url: "https://a.example" } }],
        advisories: [{ title: "one", url: "https://b.example" }],
      },
      ["https://a.example", "https://b.example", "https://nvd.example/1"],
    ],
    [
      "of other types",
      { references: [null, 7, {}, { url: [] }, { source: "x" }], advisories: "https://a.example", source: "NVD" },
      ["7", "https://a.example"],
    ],
  ])("are read: %s", (_kind, vulnerability, expected) => {
    expect(readReferences(vulnerability)).toEqual(expected);
  });

  it("are 20 at most", () => {
    const references = Array.from({ length: 50 }, (_, at) => `https://example.org/${at}`);
    expect(readReferences({ references })).toEqual(references.slice(0, 20));
  });
});
