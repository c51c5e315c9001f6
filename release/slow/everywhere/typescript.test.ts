import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readManifest, repository } from "../../src/packages.ts";
import { run } from "../../src/run.ts";
import { installProject } from "../../src/tarball-project.ts";
import { resolutions } from "../../src/usage.ts";

const versions = ["5.4", "5.9", "6", "7"];
const folder = mkdtempSync(join(tmpdir(), "typescript-"));
const project = join(folder, "project");

beforeAll(async () => {
  const { version } = readManifest(join(repository, "node_modules", "@types", "node"));
  const compilers = Object.fromEntries(versions.map((each) => [`typescript-${each}`, `npm:typescript@${each}`]));
  await installProject(project, { "@types/node": version, ...compilers });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const common = "--noEmit --strict --skipLibCheck --target es2022 --lib es2022,esnext.disposable,dom --types node";

describe.each(versions)("TypeScript %s", (version) => {
  it.each(Object.entries(resolutions))("compiles a consumer with module resolution %s", async (resolution, module) => {
    const [compiler = ""] = globSync(`node_modules/typescript-${version}/bin/tsc*`, { cwd: project });
    for (const exact of resolution === "nodenext" ? ["true", "false"] : ["true"]) {
      const own = ["--module", module, "--moduleResolution", resolution, "--exactOptionalPropertyTypes", exact];
      const args = [compiler, ...common.split(" "), ...own, "typed.mts"];
      expect(await run(process.execPath, args, { cwd: project })).toBe("");
    }
  });
});
