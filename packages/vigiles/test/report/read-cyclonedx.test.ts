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

  it.each<[string, object, readonly string[]]>([
    ["a component", { components: [{ "bom-ref": "a", name: "zlib", version: "1.2" }] }, ["zlib 1.2"]],
    [
      "a nested component",
      { components: [{ name: "os", components: [{ "bom-ref": "a", name: "zlib", version: "1.2" }] }] },
      ["zlib 1.2"],
    ],
    [
      "the component that the document is about",
      { metadata: { component: { "bom-ref": "a", name: "router", version: "2" } } },
      ["router 2"],
    ],
    [
      "a BOM-Link to a component",
      {
        components: [{ "bom-ref": "pkg:a b", name: "zlib", version: "1.2" }],
        affects: [{ ref: "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg%3Aa%20b" }],
      },
      ["zlib 1.2"],
    ],
    ["a package URL of no component", { affects: [{ ref: "pkg:npm/%40a/b@1.0?x=1" }] }, ["b 1.0"]],
    ["a reference that names nothing", { affects: [{ ref: "urn:cdx:x/1#%zz" }] }, ["%zz "]],
    ["no component", { affects: undefined, metadata: { component: { name: "router", version: "2" } } }, ["router 2"]],
    ["null", { affects: null }, ["title "]],
    ["a list without items", { affects: [] }, ["title "]],
    ["versions", { affects: [{ ref: "a", versions: [{ version: "1" }, { version: "2" }] }] }, ["a 1, 2"]],
    [
      "a range",
      { affects: [{ ref: "a", versions: [{ range: "vers:npm/<2", status: "affected" }] }] },
      ["a vers:npm/<2"],
    ],
    [
      "a component in two lists",
      { components: [{ "bom-ref": "a", name: "zlib", version: "1.2" }], affects: [{ ref: "a" }, { ref: "a" }] },
      ["zlib 1.2"],
    ],
  ])("says what is affected by %s", (_what, document, expected) => {
    const { affects, ...rest } = { affects: [{ ref: "a" }], ...document };
    const { findings } = read({ ...rest, vulnerabilities: [{ id: "CVE-1", affects }] });
    expect(findings.map(({ package: name, version }) => `${name} ${version}`)).toStrictEqual(expected);
  });

  it.each<[object, string]>([
    [[{ version: "1", status: "unaffected" }], "not_affected"],
    [[{ version: "1", status: "affected" }], "in_triage"],
    [[{ version: "2", status: "unaffected" }], "not_affected"],
    [[{ range: "vers:npm/<1", status: "unaffected" }, { range: "vers:npm/>=1" }], "in_triage"],
    [
      [
        { version: "1", status: "unaffected" },
        { version: "2", status: "affected" },
      ],
      "not_affected",
    ],
  ])("knows from %j that version 1 is %s", (versions, status) => {
    const components = [{ "bom-ref": "a", name: "zlib", version: "1" }];
    const { findings } = read({ components, vulnerabilities: [{ id: "CVE-1", affects: [{ ref: "a", versions }] }] });
    expect(findings).toMatchObject([{ package: "zlib", version: "1", status }]);
  });

  it("is read behind a byte order mark, and counts what can't be read", () => {
    const text = JSON.stringify({ bomFormat: "CycloneDX", vulnerabilities: [{ id: "CVE-1" }, null, "CVE-2", {}] });
    const report = readCycloneDx(Buffer.from(`\uFEFF${text}`), "title");
    expect([report.findings.length, report.unreadable]).toStrictEqual([1, 3]);
  });

  it.each([
    ["vulnerabilities that are null", '{"bomFormat":"CycloneDX","vulnerabilities":null}'],
    ["vulnerabilities that are text", '{"bomFormat":"CycloneDX","vulnerabilities":"many"}'],
    ["no vulnerability that can be read", '{"bomFormat":"CycloneDX","vulnerabilities":[null,{}]}'],
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
