import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "../../src/run.ts";
import { installProject, servicesOf } from "../../src/tarball-project.ts";

const folder = mkdtempSync(join(tmpdir(), "test-runners-"));
const project = join(folder, "project");
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
  await installProject(project, { jest: "30", vitest: "5", jsdom: "31", "happy-dom": "21", msw: "3" });
});
afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const vitest = ["node_modules/vitest/vitest.mjs", "run", "--globals", "everyday.test.mjs"];

it.each([
  { runner: "node:test", args: ["--test", "everyday.test.mjs"] },
  { runner: "vitest with jsdom", args: [...vitest, "--environment=jsdom"] },
  { runner: "vitest with happy-dom", args: [...vitest, "--environment=happy-dom"] },
  { runner: "vitest with vmThreads", args: [...vitest, "--pool=vmThreads"] },
  {
    runner: "Jest with --experimental-vm-modules",
    args: ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", "--testMatch=**/everyday.test.mjs"],
  },
])("$runner runs a consumer's everyday work", async ({ runner, args }) => {
  const before = heartbeats();
  const env = { SERVICES: servicesOf(emulator), RUNNER: runner };
  await run(process.execPath, args, { cwd: project, env });
  expect(heartbeats()).toBe(before + 1);
});

it("msw answers requests of three transports", async () => {
  expect(await run(process.execPath, ["mocked.mjs"], { cwd: project })).toBe(
    "got 200 msw\nnode 200 msw\nfetch 200 msw\n",
  );
});

/** How often a consumer has done its work: a runner that found no test succeeds as well. */
function heartbeats(): number {
  return emulator.requests.filter(({ url }) => url.endsWith("/heartbeat")).length;
}
