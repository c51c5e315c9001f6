import { expect, test } from "vitest";
import { renderReport } from "../../../../src/vigiles/export/render-report.js";
import { readSbom } from "../../../../src/vigiles/sbom/read-sbom.js";
import { input, sbom } from "../../support/report-input.js";

type Element = Readonly<Record<string, unknown>>;

async function render(): Promise<{ text: string; graph: Element[] }> {
  const { bytes, suffix } = await renderReport(input, { format: "spdx_3-sbom-vex" });
  expect(suffix).toBe(".spdx3.json");
  const text = Buffer.from(bytes).toString("utf8");
  return { text, graph: (JSON.parse(text) as { "@graph": Element[] })["@graph"] };
}

test("reads back as the same packages", async () => {
  const { text } = await render();
  const { format, syntax, version, name, packages } = readSbom(text);
  expect({ format, syntax, version, name }).toEqual({
    format: "spdx",
    syntax: "json-ld",
    version: "3.0.1",
    name: "Gerät (1)",
  });
  const bare = sbom.packages.map(({ name: own, version: release, purl }) => ({ name: own, version: release, purl }));
  expect(packages.map(({ name: own, version: release, purl }) => ({ name: own, version: release, purl }))).toEqual(
    bare,
  );
});

test("every reference names an element, and every id is unique", async () => {
  const { graph } = await render();
  const ids = graph.flatMap(({ spdxId }) => (typeof spdxId === "string" ? [spdxId] : []));
  expect(new Set(ids).size).toBe(ids.length);
  for (const { from, to } of graph) for (const id of [from, to].flat()) if (id !== undefined) expect(ids).toContain(id);
  const document = graph.find(({ type }) => type === "SpdxDocument");
  expect(ids).toEqual(expect.arrayContaining(document?.["element"] as string[]));
});

test("each finding has its score and its VEX statement", async () => {
  const { graph } = await render();
  const scores = graph.filter(({ type }) => type === "security_CvssV3VulnAssessmentRelationship");
  expect(scores.map((score) => score["security_score"])).toEqual([7.5, 10]);
  const statements = graph.filter(({ type }) => String(type).startsWith("security_Vex"));
  expect(statements.map(({ type, relationshipType }) => [type, relationshipType])).toEqual([
    ["security_VexUnderInvestigationVulnAssessmentRelationship", "underInvestigationFor"],
    ["security_VexNotAffectedVulnAssessmentRelationship", "doesNotAffect"],
  ]);
  expect(statements[1]).toMatchObject({ security_impactStatement: "built from git" });
});
