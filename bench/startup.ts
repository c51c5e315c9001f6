// Measures how long the vigiles command takes to start, beside node itself, and to ask a service on this machine.
// With VIGILES_PY naming a checkout of the original command, that is measured too.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { startEmulator } from "@org/emulator";

const rounds = 30;
const mostRatio = 1.5;

const [checkout = ""] = (process.env["VIGILES_PY"] ?? "").split(":");
const manifest = createRequire(import.meta.url).resolve("@org/vigiles/package.json");
const bin = join(dirname(manifest), "bin", "vigiles.js");

async function timeOf(command: readonly string[]): Promise<number> {
  const startMs = performance.now();
  const env = { ...process.env, PYTHONPATH: checkout };
  const child = spawn(command[0] ?? "", command.slice(1), { stdio: "ignore", env });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}`);
  return performance.now() - startMs;
}

/** Medians of commands that take turns, so that a noisy moment meets all of them. */
async function measure(commands: readonly (readonly string[])[]): Promise<number[]> {
  const times = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, command] of commands.entries()) times[index]?.push(await timeOf(command));
  }
  return times.map((list) => list.sort((one, other) => one - other)[list.length >> 1] ?? 0);
}

await using service = await startEmulator();
const account = ["-k", service.keyFile, "-u", service.http];
const vigiles = [process.execPath, bin];
const [node = 0, version = 0, help = 0, heartbeat = 0, python] = await measure([
  [process.execPath, "-e", "0"],
  [...vigiles, "--version"],
  [...vigiles, "--help"],
  [...vigiles, ...account, "heartbeat"],
  ...(checkout === "" ? [] : [["python3", join(checkout, "bin", "vigiles"), ...account, "heartbeat"]]),
]);

const ratio = version / node;
console.log(`node -e 0          ${node.toFixed(0)} ms`);
console.log(`vigiles --version  ${version.toFixed(0)} ms, ${ratio.toFixed(2)} times as long`);
console.log(`vigiles --help     ${help.toFixed(0)} ms`);
console.log(`vigiles heartbeat  ${heartbeat.toFixed(0)} ms`);
if (python !== undefined) console.log(`original heartbeat ${python.toFixed(0)} ms`);
console.log(ratio <= mostRatio ? "holds" : `does not hold: --version at most ${mostRatio} times node -e 0`);
process.exitCode = ratio <= mostRatio ? 0 : 1;
