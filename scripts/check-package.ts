// Checks the tarball that would be published, not the folder: consumers install the tarball.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "check-package-"));
try {
  execFileSync("pnpm", ["pack", "--pack-destination", folder], { stdio: ["ignore", "ignore", "inherit"] });
  const tarball = join(folder, readdirSync(folder)[0] ?? "");
  execFileSync("publint", ["run", tarball, "--strict"], { stdio: "inherit" });
  execFileSync("attw", [tarball, "--profile", "esm-only"], { stdio: "inherit" });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
