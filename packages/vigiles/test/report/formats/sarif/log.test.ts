import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/findings/finding.js";
import { severityOf } from "../../../../src/findings/severity.js";
import { finding as findingWith } from "../../../support/findings.js";
import { sarifOf } from "../../../../src/report/formats/sarif/log.js";

const file = new URL("../../../vectors/sarif-2.1.0.schema.json", import.meta.url);
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
      fixedBy: fc.array(text, { maxLength: 3 }),
      description: text,
      cvss: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
    })
    .map((members): Finding => findingWith({ ...members, severity: severityOf(members.cvss) })),
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

const finding = (cvss: number | undefined): Finding =>
  findingWith({ version: "1.0.1f", id: "CVE-2014-0160", cvss, severity: severityOf(cvss) });

const logOf = (cvss: number | undefined, artifact: string): Log =>
  sarifOf({ title: "t", date: "", unreadable: 0, findings: [finding(cvss)] }, "1.2.3", artifact) as Log;

describe("SARIF", () => {
  it("is valid against the schema of OASIS, whatever the findings hold", () => {
    fc.assert(
      fc.property(findings, text, (list, artifact) => {
        const document = sarifOf({ title: "t", date: "", unreadable: 0, findings: list }, "1.2.3", artifact);
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
    [0, undefined], // GitHub takes scores above 0
    [undefined, undefined],
    [-1, undefined],
    [11, "9.5"], // no score, but rated critical
  ])("gives a rule of CVSS %j the security severity %j", (cvss, expected) => {
    const [rule] = logOf(cvss, "s").runs[0].tool.driver.rules;
    expect(Reflect.get(rule?.properties ?? {}, "security-severity")).toBe(expected);
  });

  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "[click](https://evil.example)",
      "\\[click](javascript:alert(1))",
      "![x](//evil.example/x.png)",
      "<https://evil.example>",
      "www.evil.example",
      "WWW.evil.example",
      "a\u001b[31m\u0000\u009b\u202e\u2066\u200b\u{e0041}\u2028",
      "\ud800",
      "\udc00x",
      "CVE-2014-0160/../../x",
    ),
  );
  const hostileFindings = fc.array(
    fc
      .record({ package: hostile, version: hostile, id: hostile, status: hostile, description: hostile, fix: hostile })
      .map(({ fix, ...texts }): Finding => ({ ...finding(7.5), ...texts, fixedBy: [fix] })),
    { maxLength: 4 },
  );

  it("holds no link, control or half character of the service, whatever the findings hold", () => {
    fc.assert(
      fc.property(hostileFindings, hostile, (list, title) => {
        const document = sarifOf({ title, date: "", unreadable: 0, findings: list }, "1.2.3");
        const texts = stringsOf(document);
        const addresses = texts.flatMap((value) => value.match(/[^\s(]*:\/\/[^\s)]*/g) ?? []);
        expect(
          addresses.filter(
            (value) => !/^https:\/\/(?:json\.schemastore|vigiles\.lynx|nvd\.nist)\.[\w./-]+$/.test(value),
          ),
        ).toEqual([]);
        expect(texts.filter((value) => /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|www\./iu.test(value))).toEqual([]);
        const own = /^(?:\*\*(?:\[CVE-[\d-]+\]\(https:[\w./-]+\))?\*\*: high, CVSS 7\.5|[| -]*|\| package \|.*)$/;
        expect(markupOf(document).filter((line) => !own.test(line))).toEqual([]);
        for (const message of messagesOf(document)) expect(message.replace(/\\./gs, "")).not.toMatch(/[[\]]/);
      }),
    );
  });

  it("links a rule to the page about its vulnerability, and only by an exact id", () => {
    const ids = ["CVE-2014-0160", "CVE-2014-0160?", "GHSA-jfh8-c2jp-5v3q", "https://evil.example/CVE-2014-0160"];
    const list = ids.map((id) => ({ ...finding(5), id }));
    const { rules } = (sarifOf({ title: "t", date: "", unreadable: 0, findings: list }, "1", "s") as Log).runs[0].tool
      .driver;
    expect(rules.map((rule) => Reflect.get(rule, "helpUri") as unknown)).toEqual([
      "https://nvd.nist.gov/vuln/detail/CVE-2014-0160",
      undefined,
      "https://github.com/advisories/GHSA-jfh8-c2jp-5v3q",
      undefined,
    ]);
  });

  it("has a result for each finding once, with a fingerprint of its own", () => {
    const list = [finding(7.5), finding(7.5), { ...finding(7.5), version: "2" }, { ...finding(5), status: "Fixed" }];
    const { results } = (sarifOf({ title: "t", date: "", unreadable: 0, findings: list }, "1", "s") as Log).runs[0];
    expect(results).toHaveLength(2);
  });

  it.each(["/etc/passwd", "../../etc/passwd", "https://evil.example/x", "C:\\x"])(
    "takes the title %s for a name, since it is no path of the user",
    (title) => {
      const { results } = (sarifOf({ title, date: "", unreadable: 0, findings: [finding(5)] }, "1") as Log).runs[0];
      expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[\w.%-]+$/);
    },
  );
});

/** All strings in a value, names included; of Markdown, which is ours, each line. */
function stringsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === "markdown" ? String(member).split("\n") : [name, ...stringsOf(member)],
  );
}

/** The lines of Markdown without code spans, in which nothing is markup. */
function markupOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === "markdown"
      ? String(member)
          .replace(/`[^`]*`/g, "")
          .split("\n")
      : markupOf(member),
  );
}

/** The strings in which a viewer looks for links. */
function messagesOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === "text" && typeof member === "string" ? [member] : messagesOf(member),
  );
}
