import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecisionFileError, readIgnoreFile } from "../../src/decisions/ignore-file.js";
import { readVex } from "../../src/decisions/read-vex.js";

describe("a file of ignored findings", () => {
  it("has an entry for each decision", () => {
    const text = `
ignore:
  - id: CVE-2014-0160
    package: openssl
    version: ">=1.0.1 <1.0.2"
    reason: not reachable
    expires: 2026-12-31
  - { id: CVE-2, reason: "it's ours" } # for ever
`;
    expect(readIgnoreFile(text, "f")).toStrictEqual([
      {
        id: "CVE-2014-0160",
        package: "openssl",
        version: ">=1.0.1 <1.0.2",
        status: "Ignored: not reachable",
        expires: "2026-12-31",
        entry: 1,
        source: "f",
      },
      {
        id: "CVE-2",
        package: undefined,
        version: undefined,
        status: "Ignored: it's ours",
        expires: undefined,
        entry: 2,
        source: "f",
      },
    ]);
    expect(readIgnoreFile("ignore: []", "f")).toStrictEqual([]);
  });

  it.each([
    ["", 'one member, "ignore"'],
    ["ignore:", 'one member, "ignore"'],
    ["- id: CVE-1", 'one member, "ignore"'],
    ["ignore: []\nother: 1", 'one member, "ignore"'],
    ["ignore: [CVE-1]", 'entry 1 must have "id" and "reason"'],
    ["ignore: [{ id: CVE-1 }]", 'entry 1 needs "id" and "reason"'],
    ["ignore: [{ reason: r }]", 'entry 1 needs "id" and "reason"'],
    ["ignore: [{ id: CVE-1, reason: '' }]", '"reason" of entry 1 must be text'],
    ["ignore: [{ id: CVE-1, reason: r, expire: 2026-01-01 }]", 'entry 1 has "expire", which is none of id, package'],
    [
      "ignore: [{ id: CVE-1, reason: r, version: 1.0 }]",
      '"version" of entry 1 must be text that is not empty; put it in quotes',
    ],
    ["ignore: [{ id: CVE-1, reason: r, version: '=>1' }]", '"version" of entry 1 must be a version or a range'],
    ["ignore: [{ id: CVE-1, reason: r, expires: 2026-02-30 }]", '"expires" of entry 1 must be a day'],
    ["ignore: [{ id: CVE-1, reason: r, expires: tomorrow }]", '"expires" of entry 1 must be a day'],
    ["CVE-2014-0160", "such as ignore: .. id: CVE-2014-0160, reason: "],
    [
      "ignore: [{ id: CVE-1, reason: r, expires: 20261230 }]",
      '"expires" of entry 1 must be a day .*; write 2026-12-30',
    ],
    ["ignore: [{ id: CVE-1, reason: r, expires: 2026/12/30 }]", "; write 2026-12-30"],
    ["ignore: [{ id: CVE-1, reason: r, expires: 2026-12-30T00:00:00Z }]", "; write 2026-12-30"],
    ["ignore: [{ id: CVE-1, reason: r, expires: 20261301 }]", "must be a day such as 2026-12-31$"],
    ["ignore: [{ id: CVE-1, reason: r, expires: }]", '"expires" of entry 1 is empty; write a day'],
    ["ignore: [{ id: CVE-1, reason: r, expires: '' }]", '"expires" of entry 1 is empty; write a day'],
    ["ignore: [{ id: CVE-1, reason: r, expires: [2026] }]", '"expires" of entry 1 must be a day'],
    ["ignore: [{ id: CVE-1, reason: r, expired_at: 2026-12-30 }]", "; write expires"],
    ["ignore: [{ id: CVE-1, reason: r, expire: 2026-12-30 }]", "; write expires"],
    ["ignore: [{ cve: CVE-1, reason: r }]", "; write id"],
    ["ignore: [{ id: CVE-1, statement: r }]", "; write reason"],
    ["ignore: [{ id: cve-2014-0160, reason: r }]", '"id" of entry 1 matches no finding .*; write CVE-2014-0160'],
    ["ignore: [{ id: ghsa-jfh8-c2jp-5v3q, reason: r }]", "; write GHSA-jfh8-c2jp-5v3q"],
    ["ignore: [{ id: CVE-1, id: CVE-2, reason: r }]", "it is not YAML"],
    ["ignore: [", "it is not YAML"],
    ["!tag\nignore: []", "it is not YAML"],
    ["a: &a [1]\nignore: *a", "it is not YAML"],
    ["\u0000", "it is not YAML|one member"],
  ])("is refused where it is not understood: %j", (text, message) => {
    expect(() => readIgnoreFile(text, "f")).toThrow(new RegExp(message));
  });

  it("is read or refused by a typed error, whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.jsonValue().map((value) => JSON.stringify({ ignore: value })),
        ),
        (text) => {
          try {
            for (const { id, status } of readIgnoreFile(text, "f")) expect([id, status]).not.toContain("");
          } catch (error) {
            expect(error).toBeInstanceOf(DecisionFileError);
          }
        },
      ),
    );
  });
});

const vex = (document: object): unknown => readVex(Buffer.from(`\uFEFF${JSON.stringify(document)}`), "f");
const purl = "pkg:deb/debian/openssl@1.0.1f";

describe("a VEX document", () => {
  it.each<[string, object | undefined, object]>([
    [
      "not_affected",
      { state: "not_affected", justification: "code_not_reachable" },
      { status: "Not Affected: code_not_reachable" },
    ],
    [
      "false_positive",
      { state: "false_positive", detail: "another product" },
      { status: "Not Affected: another product" },
    ],
    ["resolved", { state: "resolved" }, { status: "Fixed" }],
    ["resolved_with_pedigree", { state: "resolved_with_pedigree" }, { status: "Fixed" }],
  ])("of CycloneDX decides by its state: %s", (_state, analysis, expected) => {
    const vulnerabilities = [{ id: "CVE-1", analysis, affects: [{ ref: purl }] }];
    const found = { id: "CVE-1", package: "openssl", version: "1.0.1f", source: "f", ...expected };
    expect(vex({ bomFormat: "CycloneDX", vulnerabilities })).toStrictEqual([found]);
  });

  it.each([[undefined], [{ state: "in_triage" }], [{ state: "exploitable" }], [{ state: "constructor" }], [null]])(
    "of CycloneDX decides nothing by %j",
    (analysis) => {
      expect(vex({ bomFormat: "CycloneDX", vulnerabilities: [{ id: "CVE-1", analysis }] })).toStrictEqual([]);
    },
  );

  it("of CycloneDX names components by reference, and all where it names none", () => {
    const components = [{ "bom-ref": "a", name: "zlib", version: "1.2" }];
    const analysis = { state: "not_affected" };
    const vulnerabilities = [
      { id: "CVE-1", analysis, affects: [{ ref: "a" }, { ref: "urn:cdx:x/1#a" }] },
      { id: "CVE-2", analysis },
    ];
    expect(vex({ bomFormat: "CycloneDX", components, vulnerabilities })).toMatchObject([
      { id: "CVE-1", package: "zlib", version: "1.2" },
      { id: "CVE-1", package: "zlib", version: "1.2" },
      { id: "CVE-2", status: "Not Affected" },
    ]);
  });

  it("of OpenVEX decides by its status, for parts of products and for products", () => {
    const statements = [
      {
        vulnerability: { name: "CVE-1" },
        status: "not_affected",
        justification: "component_not_present",
        products: [{ "@id": "pkg:oci/app", subcomponents: [{ "@id": purl }] }],
      },
      { vulnerability: "CVE-2", status: "fixed", products: [{ identifiers: { purl: "pkg:npm/%40a/b" } }] },
      { vulnerability: { "@id": "CVE-3" }, status: "not_affected", impact_statement: "not called" },
      { vulnerability: { name: "CVE-4" }, status: "affected" },
      { vulnerability: { name: "CVE-5" }, status: "under_investigation" },
      { status: "fixed" },
      null,
    ];
    expect(vex({ "@context": "https://openvex.dev/ns/v0.2.0", statements })).toStrictEqual([
      {
        id: "CVE-1",
        package: "openssl",
        version: "1.0.1f",
        status: "Not Affected: component_not_present",
        source: "f",
      },
      { id: "CVE-2", package: "b", version: undefined, status: "Fixed", source: "f" },
      { id: "CVE-3", status: "Not Affected: not called", source: "f" },
    ]);
  });

  it.each([[{}], [[]], [{ bomFormat: "SPDX" }], [{ statements: {} }], ["x"], [null]])(
    "is refused if it is neither: %j",
    (document) => {
      expect(() => vex(document as object)).toThrow("neither CycloneDX JSON nor OpenVEX");
    },
  );

  it("is read or refused by a typed error, whatever it holds", () => {
    fc.assert(
      fc.property(fc.constantFrom("vulnerabilities", "statements"), fc.array(fc.jsonValue()), (name, value) => {
        expect(Array.isArray(vex({ bomFormat: "CycloneDX", [name]: value }))).toBe(true);
        expect(Array.isArray(vex({ statements: value }))).toBe(true);
      }),
    );
  });
});
