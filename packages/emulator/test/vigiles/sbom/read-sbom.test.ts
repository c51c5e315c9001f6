import { describe, expect, test } from "vitest";
import { readSbom } from "../../../src/vigiles/sbom/read-sbom.js";
import { SbomError } from "../../../src/vigiles/sbom/sbom.js";

const purl = "pkg:generic/openssl@1.0.1f";
const openssl = { name: "openssl", version: "1.0.1f", purl };
const zlib = { name: "zlib", version: "1.3.1" };

const cycloneDxXml = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">
  <metadata><component type="firmware"><name>image</name></component></metadata>
  <components>
    <component type="library">
      <name>openssl</name><version>1.0.1f</version><purl>${purl}</purl>
      <components><component type="library"><name>zlib</name><version>1.3.1</version></component></components>
    </component>
  </components>
</bom>`;

const tagValue = `SPDXVersion: SPDX-2.3
DataLicense: CC0-1.0
DocumentName: image
PackageName: openssl
SPDXID: SPDXRef-openssl
PackageVersion: 1.0.1f
ExternalRef: PACKAGE-MANAGER purl ${purl}
PackageComment: <text>
PackageVersion: 9.9.9
</text>

PackageName: zlib
PackageVersion: 1.3.1
`;

const spdx = {
  spdxVersion: "SPDX-2.3",
  name: "image",
  packages: [
    { name: "openssl", versionInfo: "1.0.1f", externalRefs: [{ referenceType: "purl", referenceLocator: purl }] },
    { name: "zlib", versionInfo: "1.3.1" },
  ],
};

const spdxYaml = `spdxVersion: SPDX-2.3
name: image
packages:
  - name: openssl
    versionInfo: 1.0.1f
    externalRefs:
      - referenceType: purl
        referenceLocator: ${purl}
  - name: zlib
    versionInfo: 1.3.1
`;

const cycloneDx = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  metadata: { component: { name: "image" } },
  components: [{ ...openssl, components: [zlib] }],
};

const spdx3 = {
  "@graph": [
    { type: "CreationInfo", specVersion: "3.0.1" },
    { type: "SpdxDocument", name: "image" },
    { type: "software_Package", name: "openssl", software_packageVersion: "1.0.1f", software_packageUrl: purl },
    { type: "software_Package", name: "zlib", software_packageVersion: "1.3.1" },
    { type: "software_File", name: "a file" },
  ],
};

const vigiles = {
  manifest_version: "1.23",
  manifest_name: "image",
  packages: {
    ssl: { cve_product: "openssl", cve_version: "1.0.1f", version: "1.0", purl },
    zlib: { version: "1.3.1" },
  },
};

describe("reads the same packages from every format", () => {
  test.each([
    ["CycloneDX JSON", JSON.stringify(cycloneDx), "cyclonedx", "json", "1.6"],
    ["CycloneDX JSON after a byte order mark", `\uFEFF\n${JSON.stringify(cycloneDx)}`, "cyclonedx", "json", "1.6"],
    ["CycloneDX XML", cycloneDxXml, "cyclonedx", "xml", "1.5"],
    ["CycloneDX XML whose lines were joined", cycloneDxXml.replaceAll("\n", ""), "cyclonedx", "xml", "1.5"],
    ["SPDX JSON", JSON.stringify(spdx), "spdx", "json", "2.3"],
    ["SPDX YAML", spdxYaml, "spdx", "yaml", "2.3"],
    ["SPDX YAML with keys in double quotes", spdxYaml.replaceAll(/\w+(?=: )/g, '"$&"'), "spdx", "yaml", "2.3"],
    ["SPDX YAML with keys in single quotes", spdxYaml.replaceAll(/\w+(?=: )/g, "'$&'"), "spdx", "yaml", "2.3"],
    ["SPDX YAML with spaces before colons", spdxYaml.replaceAll(/(?<=\w): /g, " : "), "spdx", "yaml", "2.3"],
    ["SPDX YAML after a comment and a mark", `# an SBOM\n---\n${spdxYaml}`, "spdx", "yaml", "2.3"],
    ["SPDX tag-value", tagValue, "spdx", "tag", "2.3"],
    ["SPDX tag-value with CR LF", tagValue.replaceAll("\n", "\r\n"), "spdx", "tag", "2.3"],
    ["SPDX 3", JSON.stringify(spdx3), "spdx", "json-ld", "3.0.1"],
    ["a Vigiles manifest", JSON.stringify(vigiles), "vigiles", "json", "1.23"],
  ])("%s", (_name, text, format, syntax, version) => {
    expect(readSbom(text)).toMatchObject({ format, syntax, version, name: "image", packages: [openssl, zlib], text });
  });
});

describe("reads 5,000 components inside each other", () => {
  const levels = 5000;
  const versions = Array.from({ length: levels }, (_, index) => String(index));

  test.each([
    [
      "JSON",
      `{"bomFormat":"CycloneDX","components":[${versions.map((version) => `{"name":"a","version":"${version}","components":[`).join("")}${"]}".repeat(levels)}]}`,
    ],
    [
      "XML",
      `<bom><components>${versions.map((version) => `<component><name>a</name><version>${version}</version><components>`).join("")}${"</components></component>".repeat(levels)}</components></bom>`,
    ],
  ])("from %s, in their order", (_, text) => {
    expect(readSbom(text).packages.map(({ version }) => version)).toEqual(versions);
  });
});

test("an SBOM can be empty", () => {
  expect(readSbom('{"bomFormat": "CycloneDX"}').packages).toEqual([]);
});

test("members of the wrong type are ignored", () => {
  const components = [{ name: 7, version: [] }, null, "x", { version: "1" }, { name: "ok", licenses: "none" }];
  expect(readSbom(JSON.stringify({ bomFormat: "CycloneDX", components })).packages).toEqual([
    { name: "7", version: "" },
    { name: "ok", version: "" },
  ]);
});

describe("rejects", () => {
  test.each([
    ["an empty text", "", /neither/],
    ["prose", "hello", /neither/],
    ["malformed JSON", '{"bomFormat": ', /JSON/],
    ["JSON that is no SBOM", '{"a": 1}', /bomFormat/],
    ["a list of packages that is no map", '{"packages": []}', /bomFormat/],
    ["malformed XML", "<bom><components></bom>", /XML/],
    ["XML that is no SBOM", "<html></html>", /<bom>/],
  ])("%s", (_name, text, message) => {
    expect(() => readSbom(text)).toThrow(SbomError);
    expect(() => readSbom(text)).toThrow(message);
  });
});
