// Runs the `vigiles` command of this clone, in the folder where the user called npm.
import { spawnSync } from "node:child_process";
import { build } from "./build.ts";

build();
const done = spawnSync("vigiles", process.argv.slice(2), { cwd: process.env.CALLER_FOLDER, stdio: "inherit" });
process.exitCode = done.status ?? 1;
