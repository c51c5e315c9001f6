// The command's files are CommonJS: what it has loaded is what is in the cache.
const { writeSync } = require("node:fs");

process.on("exit", () => {
  const loaded = { files: Object.keys(require.cache), builtins: process.moduleLoadList };
  writeSync(2, `\n${JSON.stringify(loaded)}\n`);
});
