// The entry on a fresh clone: plain JavaScript for Node 20 or later, so that one command needs no set-up. It finds or downloads the
// pinned pnpm, installs the dependencies of the lockfile, and runs a script on the project's own Node.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const scripts = {
  demo: "demo.ts",
  docs: "docs.ts",
  pack: "pack.ts",
  test: "test.ts",
  "test:slow": "test-slow.ts",
  vigiles: "vigiles.ts",
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const script = scripts[process.argv[2] ?? ""];
if (script === undefined) fail(`usage: node scripts/bootstrap.mjs ${Object.keys(scripts).join("|")}`);
if (Number(process.versions.node.split(".")[0]) < 20)
  fail(`Node 20 or later is required; this is ${process.versions.node}`);

const env = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  npm_config_update_notifier: "false",
  CALLER_FOLDER: process.env.INIT_CWD ?? process.cwd(),
};
const pnpm = findPnpm();
run(["install", "--frozen-lockfile", "--reporter=append-only"], "installing dependencies", true);
run(["exec", "node", join("scripts", script), ...process.argv.slice(3)]);

function findPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const [, version] = packageManager.split("@");
  const found = spawnSync("pnpm", ["--version"], { cwd: root, env, encoding: "utf8" });
  if (found.stdout?.trim().split(".")[0] === version.split(".")[0]) return ["pnpm"];
  return ["npx", "--yes", `pnpm@${version}`];
}

function run(args, title, quiet = false) {
  const [command, ...front] = pnpm;
  if (title !== undefined) process.stderr.write(`${title} …\n`);
  const stdio = quiet ? ["ignore", "pipe", "pipe"] : "inherit";
  const done = spawnSync(command, [...front, ...args], { cwd: root, env, stdio, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status === 0) return;
  if (quiet) process.stderr.write(`${done.stdout}\n${done.stderr}\n`);
  process.exit(done.status ?? 1);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
