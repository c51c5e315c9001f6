#!/usr/bin/env node
// Old JavaScript that any Node can parse: it says which Node is needed before anything newer is loaded.
"use strict";
var version = process.versions.node.split(".").map(Number);
if (version[0] < 22 || (version[0] === 22 && version[1] < 19)) {
  process.stderr.write("vigiles: Node 22.19 or later is needed; this is " + process.versions.node + "\n");
  process.exit(1);
}
try {
  require("../dist/command/bin.cjs").run(process.argv.slice(2));
} catch (error) {
  process.stderr.write("vigiles: " + error.message + "\n");
  process.exit(1);
}
