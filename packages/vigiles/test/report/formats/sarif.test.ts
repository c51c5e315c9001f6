import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../src/findings/finding.js";
import { severityOf } from "../../../src/findings/severity.js";
import { sarifOf } from "../../../src/report/formats/sarif.js";

const file = new URL("../../vectors/sarif-2.1.0.schema.json", import.meta.url);
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajvFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(file, "utf8")) as object);

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("\ud800", "a:b?c#d", "../x", "/abs/ü.json", "100%", ""),
);
const findings = fc.array(
  fc
    .record({
      package: text,
      version: text,
      id: text,
      status: text,
      cvss: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
    })
    .map((finding): Finding => ({ ...finding, severity: severityOf(finding.cvss) })),
  { maxLength: 6 },
);

/** What the schema has against a document, as it is written to a file. */
function flawsOf(document: object): readonly unknown[] {
  validate(JSON.parse(JSON.stringify(document)));
  return validate.errors ?? [];
}

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly properties: object }[] } };
      readonly results: readonly {
        readonly locations: readonly [
          { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } },
        ];
      }[];
    },
  ];
}

const finding = (cvss: number | undefined): Finding => ({
  package: "openssl",
  version: "1.0.1f",
  id: "CVE-2014-0160",
  cvss,
  severity: severityOf(cvss),
  status: "Unfixed",
});

const logOf = (cvss: number | undefined, artifact: string): Log =>
  sarifOf({ title: "t", date: "", findings: [finding(cvss)] }, "1.2.3", artifact) as Log;

describe("SARIF", () => {
  it("is valid against the schema of OASIS, whatever the findings hold", () => {
    fc.assert(
      fc.property(findings, text, (list, artifact) => {
        const document = sarifOf({ title: "t", date: "", findings: list }, "1.2.3", artifact);
        expect(flawsOf(document)).toStrictEqual([]);
      }),
    );
  });

  it("is checked by a schema that refuses what isn't SARIF", () => {
    expect(flawsOf({ version: "2.1.0", runs: [{ tool: {} }] })).not.toStrictEqual([]);
    expect(flawsOf({ version: "2.1.0", runs: [], $schema: "not a URI" })).not.toStrictEqual([]);
  });

  it.each([
    ["sbom.json", "sbom.json"],
    ["out/my sbom#1.json", "out/my%20sbom%231.json"],
    ["gateway: 1.4?", "gateway%3A%201.4%3F"],
    ["/build/sbom.json", "file:///build/sbom.json"],
  ])("locates findings in %s as %s", (artifact, uri) => {
    expect(logOf(7.5, artifact).runs[0].results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  it.each([
    [7.5, "7.5"],
    [10, "10.0"],
    [0, "0.0"],
    [undefined, undefined],
    [-1, undefined],
    [11, undefined],
  ])("gives a rule of CVSS %j the security severity %j", (cvss, expected) => {
    const [rule] = logOf(cvss, "s").runs[0].tool.driver.rules;
    expect(Reflect.get(rule?.properties ?? {}, "security-severity")).toBe(expected);
  });
});
