// Compares public API and tarballs with the recorded ones. A name that others import must not disappear unnoticed: each change fails here until a
// reviewer accepts it with --update.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { leftovers } from "./src/leftovers.ts";
import { packAll } from "./src/pack.ts";
import { publicPackages } from "./src/packages.ts";
import { apiDrift, fileDrift, howToUpdate, record } from "./src/snapshots.ts";

const folder = mkdtempSync(join(tmpdir(), "snapshots-"));
try {
  const tarballs = await packAll(folder);
  for (const { name, folder: home } of publicPackages()) {
    const files = tarballs.find((tarball) => tarball.name === name)?.files ?? [];
    report(`built files without a source, in ${name}`, leftovers(home, files), "remove its dist, and build again");
  }
  if (process.argv.includes("--update") && process.exitCode === undefined) record(tarballs);
  const accept = `accept it with: ${howToUpdate}`;
  for (const found of publicPackages()) report(`public API of ${found.name}`, apiDrift(found), accept);
  for (const tarball of tarballs) report(`tarball of ${tarball.name}`, fileDrift(tarball), accept);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(title: string, lines: readonly string[], advice: string): void {
  if (lines.length === 0) return;
  process.stderr.write(`${title}:\n${lines.map((line) => `  ${line}\n`).join("")}${advice}\n`);
  process.exitCode = 1;
}
