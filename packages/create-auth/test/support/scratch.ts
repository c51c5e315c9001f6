import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

/** Creates an empty folder, which is removed when the test has finished. */
export function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "create-auth-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Creates the parts of a monorepo that a new package needs. */
export function scratchWorkspace(): string {
  const root = scratch();
  const repository = resolve(import.meta.dirname, "../../../..");
  for (const name of ["pnpm-workspace.yaml", "LICENSE"]) cpSync(join(repository, name), join(root, name));
  for (const name of [".changeset", "docs", "examples", "packages/http-core"]) {
    mkdirSync(join(root, name), { recursive: true });
  }
  writeFileSync(join(root, "packages/http-core/package.json"), '{ "name": "@org/http-core" }');
  const examples = { name: "@org/examples", dependencies: { "@org/vigiles": "workspace:*" } };
  writeFileSync(join(root, "examples/package.json"), JSON.stringify(examples));
  return root;
}
