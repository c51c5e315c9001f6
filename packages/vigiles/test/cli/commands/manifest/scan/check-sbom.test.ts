import { describe, expect, it } from "vitest";
import { prepareCommand } from "../../../../support/prepare-command.js";
import { smallScan } from "../../../../support/scans.js";

const respond = () => ({ body: smallScan });
const cycloneDx = { bomFormat: "CycloneDX", specVersion: "1.6" };
const xml = (inner: string): string =>
  `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6">${inner}</bom>`;
const product = { type: "application", name: "gateway" };

const empty: readonly [string, string | object][] = [
  ["CycloneDX without a list", cycloneDx],
  ["CycloneDX with an empty list", { ...cycloneDx, components: [] }],
  ["CycloneDX that names its product only", { ...cycloneDx, metadata: { component: product }, components: [] }],
  ["CycloneDX as XML", xml("<metadata><component><name>gateway</name></component></metadata><components/>")],
  ["SPDX 2", { spdxVersion: "SPDX-2.3", packages: [] }],
  ["SPDX 2 in tags", "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n"],
  ["SPDX 3", { "@graph": [{ type: "SpdxDocument" }] }],
];

const filled: readonly [string, string | object][] = [
  ["CycloneDX", { ...cycloneDx, components: [product] }],
  [
    "CycloneDX whose product has parts",
    { ...cycloneDx, metadata: { component: { ...product, components: [product] } } },
  ],
  ["CycloneDX as XML", xml('<components>\n  <component type="library"><name>zlib</name></component></components>')],
  ["SPDX 2", { spdxVersion: "SPDX-2.3", packages: [{ name: "zlib" }] }],
  ["SPDX 2 in tags", "SPDXVersion: SPDX-2.3\nPackageName: zlib\n"],
  ["SPDX 3", { "@graph": [{ type: "software_Package" }] }],
  ["an SBOM of another format", { packages: [] }],
];

const gates = [
  ["--fail-on", "high"],
  ["--baseline", "last", "--fail-on-new"],
];

describe("an SBOM without components", () => {
  it.each(empty)("is refused by a gate before it is sent: %s", async (_what, sbom) => {
    await using command = await prepareCommand(respond);
    const path = command.files.write("sbom", sbom);
    for (const gate of gates) {
      const run = await command.run(["manifest", "upload", path, ...gate]);
      expect([run.exit, command.server.requests.length]).toEqual([6, 0]);
      expect(run.stderr).toMatch(/INPUT_INVALID: The SBOM ".*" lists no components, so --fail-on/);
    }
  });

  it("is refused on standard input as well", async () => {
    await using command = await prepareCommand(respond);
    const run = await command.run(["manifest", "upload", "-", "--fail-on", "low"], {
      stdin: JSON.stringify(cycloneDx),
    });
    expect([run.exit, command.server.requests.length]).toEqual([6, 0]);
  });

  it("is warned of where nothing judges it", async () => {
    await using command = await prepareCommand(respond);
    const run = await command.run(["manifest", "upload", command.files.write("sbom", cycloneDx)]);
    expect([run.exit, run.stderr]).toEqual([0, expect.stringMatching(/warning: the SBOM ".*" lists no components/)]);
  });
});

describe("an SBOM with components, or of a format that isn't known", () => {
  it.each(filled)("is judged by the service's findings: %s", async (_what, sbom) => {
    await using command = await prepareCommand(respond);
    const run = await command.run(["manifest", "upload", command.files.write("sbom", sbom), "--fail-on", "critical"]);
    expect([run.exit, run.stderr.includes("lists no components")]).toEqual([0, false]);
  });
});

describe("components that can't be identified", () => {
  const zlib = { type: "library", name: "zlib" };
  it.each([
    ["CycloneDX", { ...cycloneDx, components: [zlib, { ...zlib, version: "1.3" }] }, "1 of 2"],
    [
      "CycloneDX in a component",
      { ...cycloneDx, components: [{ ...zlib, purl: "pkg:a/b", components: [zlib] }] },
      "1 of 2",
    ],
    ["an empty version", { ...cycloneDx, components: [{ ...zlib, version: " " }] }, "1 of 1"],
    ["SPDX 2", { spdxVersion: "SPDX-2.3", packages: [{ name: "zlib" }, { name: "a", versionInfo: "1" }] }, "1 of 2"],
    [
      "SPDX 3",
      { "@graph": [{ type: "software_Package" }, { type: "software_Package", software_packageVersion: "1" }] },
      "1 of 2",
    ],
  ])("are warned of with their number, also where a gate judges: %s", async (_what, sbom, count) => {
    await using command = await prepareCommand(respond);
    for (const gate of [[], ["--fail-on", "critical"]]) {
      const run = await command.run(["manifest", "upload", command.files.write("sbom", sbom), ...gate]);
      expect([run.exit, run.stderr]).toEqual([0, expect.stringContaining(`warning: ${count} components of the SBOM`)]);
    }
  });

  it.each([
    ["a CPE name", { ...cycloneDx, components: [{ ...zlib, cpe: "cpe:2.3:a:zlib:zlib:1.3:*:*:*:*:*:*:*" }] }],
    ["a reference of SPDX 2", { spdxVersion: "SPDX-2.3", packages: [{ name: "a", externalRefs: [{}] }] }],
    ["a file, which needs none", { ...cycloneDx, components: [{ type: "file", name: "a.c" }] }],
  ])("are not those with %s", async (_what, sbom) => {
    await using command = await prepareCommand(respond);
    const run = await command.run(["manifest", "upload", command.files.write("sbom", sbom)]);
    expect(run.stderr).not.toContain("components of the SBOM");
  });
});
