import fc from "fast-check";
import { XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { convertSbom } from "../../../src/vigiles/export/convert-sbom.js";
import type { ConversionOptions } from "../../../src/vigiles/export/convert-sbom.js";
import { UnsupportedFormatError } from "../../../src/vigiles/export/rendered-file.js";
import { readSbom } from "../../../src/vigiles/sbom/read-sbom.js";
import type { Sbom } from "../../../src/vigiles/sbom/sbom.js";

const packages = {
  openssl: { name: "openssl", version: "1.0.1f", license: "OpenSSL" },
  "log4j-core": { version: "2.14.1", purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1" },
  bare: {},
};
const manifest = readSbom(JSON.stringify({ manifest_name: "image", manifest_version: "1.23", packages }));

function convert(sbom: Sbom, format: ConversionOptions): { text: string; suffix: string } {
  const { bytes, suffix } = convertSbom(sbom, format);
  return { text: Buffer.from(bytes).toString("utf8"), suffix };
}

test.each([
  [' {\r\n"packages": {} }\n'],
  ['\uFEFF{"bomFormat":"CycloneDX"}'],
  ["SPDXVersion: SPDX-2.3\nPackageName: a\n"],
  ['<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>'],
])("without a format %j is returned byte for byte", (text) => {
  expect(convert(readSbom(text), {}).text).toBe(text);
});

describe("a Vigiles manifest", () => {
  test.each([
    ["spdx", "json", "2.3", ".json"],
    ["spdx", "json", "2.2", ".json"],
    ["spdx", "yaml", "2.3", ".yaml"],
    ["spdx", "tag", "2.3", ".spdx"],
    ["cyclonedx", "json", "1.6", ".json"],
    ["cyclonedx", "json", "1.2", ".json"],
    ["cyclonedx", "xml", "1.7", ".xml"],
    ["cyclonedx", "xml", "1.1", ".xml"],
  ])("as %s %s %s reads back as the same packages", (format, syntax, version, suffix) => {
    const file = convert(manifest, { format, syntax, version });
    const read = readSbom(file.text);
    expect(file.suffix).toBe(suffix);
    expect(read).toMatchObject({ format, syntax, version });
    expect(read.packages).toEqual(manifest.packages);
    if (syntax === "xml") expect(XMLValidator.validate(file.text)).toBe(true);
  });

  test("as SPDX 3 reads back as the same names and versions", () => {
    const read = readSbom(convert(manifest, { format: "spdx", version: "3.0.1" }).text);
    expect(read.syntax).toBe("json-ld");
    expect(read.packages.map(({ name, version }) => [name, version])).toEqual(
      manifest.packages.map(({ name, version }) => [name, version]),
    );
  });

  test("as spdx-lite has no references to package managers", () => {
    const { text } = convert(manifest, { format: "spdx-lite" });
    expect(text).not.toContain("pkg:maven");
    expect(readSbom(text).packages.map(({ name }) => name)).toEqual(manifest.packages.map(({ name }) => name));
  });

  test("is SPDX 2.3 or CycloneDX 1.6 in JSON by default", () => {
    expect(readSbom(convert(manifest, { format: "spdx" }).text)).toMatchObject({ syntax: "json", version: "2.3" });
    expect(readSbom(convert(manifest, { format: "cyclonedx" }).text)).toMatchObject({ syntax: "json", version: "1.6" });
  });
});

describe("a CycloneDX document", () => {
  const text = '{ "bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{ "name": "a", "version": "1" }] }';
  const bom = readSbom(text);

  test("is unchanged in its own version and syntax", () => {
    expect(convert(bom, { format: "cyclonedx" }).text).toBe(text);
    expect(convert(bom, { format: "cyclonedx", syntax: "json", version: "1.5" }).text).toBe(text);
  });

  test("changes its syntax, but not its version", () => {
    expect(readSbom(convert(bom, { format: "cyclonedx", syntax: "xml" }).text)).toMatchObject({ version: "1.5" });
    expect(() => convert(bom, { format: "cyclonedx", version: "1.6" })).toThrow(/1\.5 SBOM can't be converted/);
  });

  test("converts to SPDX", () => {
    expect(readSbom(convert(bom, { format: "spdx", syntax: "tag" }).text).packages).toEqual(bom.packages);
  });
});

test.each([
  { format: "SPDX" },
  { format: "spdx", version: "1.2" },
  { format: "spdx", syntax: "xlsx" },
  { format: "spdx", syntax: "json", version: "3.0.1" },
  { format: "cyclonedx", version: "2.0" },
  { format: "cyclonedx", syntax: "tag" },
])("%j is rejected", (format) => {
  expect(() => convert(manifest, format)).toThrow(UnsupportedFormatError);
});

test("tag-value text separates names, whatever characters they have", () => {
  const name = fc
    .string({ minLength: 1, unit: "grapheme" })
    .filter((text) => text.trim() === text && !/<text>/.test(text));
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
      const sbom: Sbom = { ...manifest, packages: names.map((one) => ({ name: one, version: "1" })) };
      const read = readSbom(convert(sbom, { format: "spdx", syntax: "tag" }).text);
      expect(read.packages.map(({ version }) => version)).toEqual(names.map(() => "1"));
    }),
  );
});
