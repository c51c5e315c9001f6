import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { convertSbom } from "../../../src/vigiles/export/convert-sbom.js";
import type { RenderedFile } from "../../../src/vigiles/export/rendered-file.js";
import { renderReport } from "../../../src/vigiles/export/render-report.js";
import { readSbom } from "../../../src/vigiles/sbom/read-sbom.js";
import { scan } from "../../../src/vigiles/scanner/scan.js";

/** Every character that XML 1.0 allows in no form, and some that it allows. */
const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join("");
const name = `openssl${controls}\uD800\uFFFE\uFFFF é 🙂 <&>"'`;

const sbom = readSbom(
  JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    metadata: { component: { name } },
    components: [
      { name: "openssl", version: "1.0.1f", licenses: [{ license: { name } }] },
      { name, version: `1${name}`, purl: `pkg:generic/${encodeURIComponent("a")}@1` },
      { name, version: name },
    ],
  }),
);
const decision = { status: "not_affected", justification: "code_not_present", justificationDetail: name };
const findings = scan(sbom, { findDecision: () => decision });
const input = { title: name, createdMs: 0, sbom, findings };

/** XML that has a character which XML 1.0 does not allow, as itself or as a reference. */
const notWellFormed = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|&#x?0*(?:[0-8]|1[0-9a-f]|b|c|e|f);/iu;

async function xmlOf(file: RenderedFile | Promise<RenderedFile>): Promise<string> {
  return Buffer.from((await file).bytes).toString("utf8");
}

describe("characters that XML does not allow", () => {
  test.each([
    ["an SBOM", () => convertSbom(sbom, { format: "cyclonedx", syntax: "xml" })],
    ["a VEX", () => renderReport(input, { format: "cyclonedx-vex", syntax: "xml" })],
    ["an SBOM with VEX", () => renderReport(input, { format: "cyclonedx-sbom-vex", syntax: "xml", version: "1.5" })],
  ])("are replaced in the XML of %s, and all others are kept", async (_, file) => {
    const xml = await xmlOf(file());
    expect(xml).not.toMatch(notWellFormed);
    expect(xml).toContain("\uFFFD");
    expect(xml).toContain("é 🙂 &lt;&amp;&gt;");
  });

  test("are in no part of a workbook", async () => {
    const { bytes } = await renderReport(input, { format: "xlsx" });
    const parts = Object.entries(unzipSync(bytes)).filter(([path]) => /\.(?:xml|rels)$/.test(path));
    expect(parts.length).toBeGreaterThan(0);
    for (const [, content] of parts) expect(strFromU8(content)).not.toMatch(notWellFormed);
  });
});
