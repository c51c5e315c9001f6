// Makes the tarballs that will be published, in the folder `tarballs`. Until then, `npm install` takes them from there.
import { execFileSync } from "node:child_process";
import { globSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "./build.ts";

const root = dirname(import.meta.dirname);
const tarballs = join(root, "tarballs");

build();
rmSync(tarballs, { recursive: true, force: true });
mkdirSync(tarballs);
for (const manifest of globSync("packages/*/package.json", { cwd: root })) {
  execFileSync("pnpm", ["pack", "--pack-destination", tarballs], {
    cwd: join(root, dirname(manifest)),
    stdio: ["ignore", "ignore", "inherit"],
  });
}
process.stdout.write(`Tarballs are in ${tarballs}:\n`);
for (const name of readdirSync(tarballs).toSorted()) process.stdout.write(`  ${name}\n`);
process.stdout.write("Install all that a package needs at once, for example:\n");
process.stdout.write(`  npm install ${join(tarballs, "org-{http-core,armor-auth}-*.tgz")}\n`);
