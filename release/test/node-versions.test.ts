import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { nodeVersions } from "../src/node-versions.ts";
import { publicPackages, repository } from "../src/packages.ts";

const read = (path: string): string => readFileSync(join(repository, path), "utf8");

describe("the Node that this repository works with", () => {
  it("is the same for people, for the scripts and for the check of engines", () => {
    const { nodeVersion, catalog } = parse(read("pnpm-workspace.yaml")) as {
      nodeVersion: string;
      catalog: Readonly<Record<string, string>>;
    };
    expect({ nvmrc: read(".nvmrc").trim(), nodeVersion }).toEqual({
      nvmrc: catalog["node"],
      nodeVersion: catalog["node"],
    });
  });
});

describe("the oldest Node that packages promise", () => {
  const oldest = /^\d+\.\d+/.exec(nodeVersions[0])?.[0] ?? "";

  it.each(publicPackages())("is the oldest that tests run: $name", ({ manifest }) => {
    expect(manifest.engines).toEqual({ node: `>=${oldest}` });
  });

  it.each(["http-core", "vigiles"])("is the target of the bundle: %s", (shortName) => {
    expect(read(`packages/${shortName}/rolldown.config.ts`)).toContain(`transform: { target: "node${oldest}" }`);
  });
});
