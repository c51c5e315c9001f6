import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { readlinkSync, realpathSync, rmSync, writeFileSync } from "node:fs";
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

/** Everything below a folder: the text of each file and the target of each link, by path. */
export function contentOf(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return Object.fromEntries(paths.map((path) => [path, describe(join(folder, path))]));
}

function describe(path: string): string {
  const stats = lstatSync(path);
  if (stats.isSymbolicLink()) return `link to ${readlinkSync(path)}`;
  return stats.isFile() ? readFileSync(path, "utf8") : "folder or pipe";
}
