import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "../../src/run.ts";
import { servicesOf, writeProject } from "../../src/tarball-project.ts";

const folder = mkdtempSync(join(tmpdir(), "package-managers-"));
const tools = join(folder, "tools");
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
  await installYarn();
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const npm = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];

it("Yarn classic installs the packages, and they do a consumer's everyday work", async () => {
  const project = join(folder, "classic");
  await writeProject(project, {});
  await run(process.execPath, [join(tools, "node_modules/yarn/bin/yarn.js"), "install", "--silent"], { cwd: project });
  expect(await everyday(process.execPath, [], project)).toBe("true 200 200 0");
});

it("so does Yarn with Plug'n'Play", async () => {
  const project = join(folder, "pnp");
  await writeProject(project, {});
  const yarn = join(tools, "node_modules/@yarnpkg/cli-dist/bin/yarn.js");
  const registry = (await run("npm", ["config", "get", "registry"], { cwd: project })).trim();
  const settings = { npmRegistryServer: registry, nodeLinker: "pnp", enableGlobalCache: true, enableTelemetry: false };
  // The tarballs are newer than any lockfile, and packages of today may be in use.
  const fresh = { enableImmutableInstalls: false, npmMinimalAgeGate: 0 };
  const isPlain = registry.startsWith("http:") ? { unsafeHttpWhitelist: [new URL(registry).hostname] } : {};
  writeFileSync(join(project, ".yarnrc.yml"), JSON.stringify({ ...settings, ...fresh, ...isPlain }));
  writeFileSync(join(project, "yarn.lock"), "");
  await run(process.execPath, [yarn, "install"], { cwd: project });
  expect(await everyday(process.execPath, [yarn, "node"], project)).toBe("true 200 200 0");
});

it.each(["6", "7"])("npm installs the packages beside undici %s", async (version) => {
  const project = join(folder, `undici-${version}`);
  await writeProject(project, { undici: version });
  await run("npm", npm, { cwd: project });
  expect(await everyday(process.execPath, [], project)).toBe("true 200 200 0");
});

async function installYarn(): Promise<void> {
  mkdirSync(tools);
  const dependencies = { yarn: "1", "@yarnpkg/cli-dist": "4" };
  writeFileSync(join(tools, "package.json"), JSON.stringify({ private: true, dependencies }));
  await run("npm", npm, { cwd: tools });
}

function everyday(command: string, args: readonly string[], project: string): Promise<string> {
  return run(command, [...args, "run-everyday.mjs", "default", servicesOf(emulator)], { cwd: project });
}
