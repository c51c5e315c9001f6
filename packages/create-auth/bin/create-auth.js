#!/usr/bin/env node
// Plain JavaScript that any Node can parse: it says which Node is needed before anything newer is loaded.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(`create-auth: Node 22.19 or later is needed; this is ${process.versions.node}\n`);
  process.exit(1);
}
import("../dist/cli.js").then(
  (cli) => cli.run(process.argv.slice(2)),
  (error) => {
    process.stderr.write(`create-auth: ${error.message}\n`);
    process.exit(1);
  },
);
