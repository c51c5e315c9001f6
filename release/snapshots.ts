// A name that others import is a promise. It once took a user's build to notice that one had gone; now a change of the public API, or of what a
// tarball holds, fails until somebody has looked at it and run this with --update.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packAll } from "./src/pack.ts";
import { publicPackages } from "./src/packages.ts";
import { apiDrift, fileDrift, howToUpdate, record } from "./src/snapshots.ts";

const folder = mkdtempSync(join(tmpdir(), "snapshots-"));
try {
  const tarballs = await packAll(folder);
  if (process.argv.includes("--update")) record(tarballs);
  for (const found of publicPackages()) report(`public API of ${found.name}`, apiDrift(found));
  for (const tarball of tarballs) report(`tarball of ${tarball.name}`, fileDrift(tarball));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  process.stderr.write(`${title}:\n${lines.map((line) => `  ${line}\n`).join("")}accept with: ${howToUpdate}\n`);
  process.exitCode = 1;
}
