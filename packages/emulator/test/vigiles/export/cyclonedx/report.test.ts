import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { renderReport } from "../../../../src/vigiles/export/render-report.js";
import { readSbom } from "../../../../src/vigiles/sbom/read-sbom.js";
import { input, sbom } from "../../support/report-input.js";

async function render(format: string, syntax?: string, version?: string): Promise<string> {
  const chosen = { format, ...(syntax !== undefined && { syntax }), ...(version !== undefined && { version }) };
  return Buffer.from((await renderReport(input, chosen)).bytes).toString("utf8");
}

describe("JSON", () => {
  test("a VEX has the vulnerabilities with ratings and analysis, and no components", async () => {
    const document = JSON.parse(await render("cyclonedx-vex")) as Record<string, unknown>;
    expect(document).toMatchObject({
      bomFormat: "CycloneDX",
      specVersion: "1.7",
      version: 1,
      serialNumber: expect.stringMatching(/^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/),
      metadata: { timestamp: "2026-01-02T03:04:05.678Z", component: { type: "application", name: "Gerät (1)" } },
    });
    expect(document).not.toHaveProperty("components");
    expect(document["vulnerabilities"]).toEqual([
      expect.objectContaining({
        id: "CVE-2014-0160",
        cwes: [125],
        ratings: [
          {
            score: 7.5,
            severity: "high",
            method: "CVSSv31",
            vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N",
          },
        ],
        analysis: { state: "in_triage" },
        affects: [{ ref: "pkg:generic/openssl@1.0.1f" }],
      }),
      expect.objectContaining({
        id: "CVE-2024-3094",
        analysis: { state: "not_affected", justification: "code_not_present", detail: "built from git" },
        affects: [{ ref: "xz@5.6.0" }],
      }),
    ]);
  });

  test("an SBOM with VEX has the components that its vulnerabilities refer to", async () => {
    const document = JSON.parse(await render("cyclonedx-sbom-vex", "json", "1.4")) as {
      specVersion: string;
      components: { "bom-ref": string; name: string }[];
      vulnerabilities: { affects: { ref: string }[] }[];
    };
    expect(document.specVersion).toBe("1.4");
    expect(document.components.map(({ name }) => name)).toEqual(sbom.packages.map(({ name }) => name));
    const references = document.components.map((component) => component["bom-ref"]);
    for (const { affects } of document.vulnerabilities) expect(references).toContain(affects[0]?.ref);
  });

  test("the serial number depends on the report only", async () => {
    const other = await renderReport({ ...input, createdMs: input.createdMs + 1 }, { format: "cyclonedx-vex" });
    const serial = (text: string): unknown => (JSON.parse(text) as { serialNumber: string }).serialNumber;
    expect(serial(await render("cyclonedx-vex"))).toBe(serial(await render("cyclonedx-vex")));
    expect(serial(Buffer.from(other.bytes).toString("utf8"))).not.toBe(serial(await render("cyclonedx-vex")));
  });
});

describe("XML", () => {
  test("is well formed, in the version's namespace, and reads back as the same packages", async () => {
    const xml = await render("cyclonedx-sbom-vex", "xml", "1.5");
    expect(XMLValidator.validate(xml)).toBe(true);
    const { format, syntax, version, packages } = readSbom(xml);
    expect({ format, syntax, version }).toEqual({ format: "cyclonedx", syntax: "xml", version: "1.5" });
    expect(packages).toEqual(sbom.packages);
  });

  test("has its elements in the schema's order", async () => {
    const xml = await render("cyclonedx-vex", "xml");
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(xml) as {
      bom: { vulnerabilities: { vulnerability: Record<string, unknown>[] } };
    };
    expect(Object.keys(parsed.bom).filter((name) => !name.startsWith("@"))).toEqual(["metadata", "vulnerabilities"]);
    const [, decided] = parsed.bom.vulnerabilities.vulnerability;
    const elements = ["id", "source", "ratings", "cwes", "description", "published", "analysis", "affects"];
    expect(Object.keys(decided ?? {})).toEqual(elements);
    expect(decided).toMatchObject({ analysis: { state: "not_affected", justification: "code_not_present" } });
  });
});

test.each([
  ["cyclonedx-vex", "yaml", "1.7", /syntax "yaml"/],
  ["cyclonedx-vex", "json", "1.3", /version "1.3"/],
  ["CSV", "json", "1.7", /report format "CSV"/],
])("%s as %s %s is rejected by name", async (format, syntax, version, message) => {
  await expect(render(format, syntax, version)).rejects.toThrow(message);
});
