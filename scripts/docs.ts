// Builds the site of documents (`build`), or serves it while the documents are edited (`dev`).
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";

const [mode] = process.argv.slice(2);
if (mode !== "build" && mode !== "dev") {
  process.stderr.write("usage: npm run docs:build, or npm run docs:dev\n");
  process.exit(2);
}
const root = dirname(import.meta.dirname);
const args = ["run", `docs:${mode}`, "--filter=@org/site", "--output-logs=new-only"];
process.exitCode = spawnSync("turbo", args, { cwd: root, stdio: "inherit" }).status ?? 1;
