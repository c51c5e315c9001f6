// Builds all packages, and shows nothing unless that fails.
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";

/** Builds what has changed. Ends the process if that fails. */
export function build(): void {
  const root = dirname(import.meta.dirname);
  const done = spawnSync("turbo", ["run", "build", "--output-logs=errors-only"], { cwd: root, encoding: "utf8" });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout}${done.stderr}`);
  process.exit(1);
}
