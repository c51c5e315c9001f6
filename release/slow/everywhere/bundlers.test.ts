import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "../../src/run.ts";
import { installProject, servicesOf } from "../../src/tarball-project.ts";

const tools = {
  esbuild: "0",
  rollup: "4",
  "@rollup/plugin-commonjs": "29",
  "@rollup/plugin-json": "6",
  "@rollup/plugin-node-resolve": "16",
  vite: "8",
  webpack: "^5.113.0",
  "@rspack/core": "2",
};

const folder = mkdtempSync(join(tmpdir(), "bundlers-"));
const project = join(folder, "project");
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
  await installProject(project, tools);
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each(["esbuild", "esbuild --splitting", "rollup", "vite", "webpack", "rspack"])(
  "a bundle of %s does a consumer's everyday work, without packages beside it",
  async (bundler) => {
    const built = join(project, "bundle");
    expect(await run(process.execPath, ["bundle.mjs", bundler, "bundle"], { cwd: project })).toBe("");
    const alone = mkdtempSync(join(tmpdir(), "bundle-"));
    try {
      cpSync(built, alone, { recursive: true });
      const done = await run(process.execPath, ["main.mjs", servicesOf(emulator)], { cwd: alone });
      expect(done.split("\n")).toEqual(Array(3).fill("true 200 200 0"));
    } finally {
      for (const made of [alone, built]) rmSync(made, { recursive: true, force: true });
    }
  },
);
