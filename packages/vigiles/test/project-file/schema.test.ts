import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { gateSeverities } from "../../src/findings/fail-on.js";
import { severities } from "../../src/findings/severity.js";
import { ciVariables } from "../../src/project-file/ci-variables.js";
import { formatNames } from "../../src/report/formats/index.js";
import { readAsset } from "../../src/util/package-files.js";

interface Schema {
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly properties: Readonly<Record<string, Schema>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

const schema = JSON.parse(readAsset("vigiles.schema.json")) as Schema;
const packageFile = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

describe("the schema of project files", () => {
  it("is a JSON schema", () => {
    expect(new Ajv({ strict: true }).validateSchema(schema)).toBe(true);
  });

  it("is in the package that is published", () => {
    expect((JSON.parse(packageFile("package.json")) as { files: string[] }).files).toContain("assets");
  });

  it("knows the values that the flags know", () => {
    const { definitions, properties } = schema;
    expect(definitions["gate"]?.enum).toEqual(gateSeverities);
    expect(definitions["severity"]?.enum?.toSorted()).toEqual(severities.toSorted());
    expect(Object.keys(properties["outputs"]?.properties ?? {})).toEqual(formatNames);
  });

  it("describes every member, and the README documents each", () => {
    const members = Object.entries(schema.properties);
    const table = packageFile("README.md").split("| member | |\n")[1]?.split("\n\n")[0] ?? "";
    expect(members.length).toBeGreaterThan(10);
    expect(members.filter(([, { description }]) => !description?.endsWith("."))).toEqual([]);
    expect(members.map(([name]) => name).filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });

  it("is documented for editors, with the variables that values may use", () => {
    const readme = packageFile("README.md");
    expect(readme).toContain("# yaml-language-server: $schema=./node_modules/@org/vigiles/assets/vigiles.schema.json");
    for (const name of Object.keys(ciVariables)) expect(readme).toContain(`\`${name}\``);
  });
});
