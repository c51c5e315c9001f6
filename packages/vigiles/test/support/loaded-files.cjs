// The command's files are CommonJS: what it has loaded is what is in the cache.
const { writeSync } = require("node:fs");

process.on("exit", () => writeSync(2, `\n${JSON.stringify(Object.keys(require.cache))}\n`));
