import { defineConfig } from "rolldown";
import { bundledLicenses } from "./bundled-licenses.js";
import { inputSourceMaps } from "./input-source-maps.js";

/**
 * The command in a few files instead of two hundred: finding, reading and linking each of them costs half a millisecond,
 * which a command pays at every start. CommonJS, since importing one of Node's own modules reads every export it has,
 * and so loads things that nobody uses. The library beside it stays as the compiler makes it.
 */
export default defineConfig({
  input: "src/cli/bin.ts",
  platform: "node",
  // The oldest Node in `engines`, which can't parse `await using` and other newer syntax.
  transform: { target: "node22.19" },
  plugins: [bundledLicenses("LICENSES.txt"), inputSourceMaps()],
  output: {
    dir: "dist/command",
    cleanDir: true,
    format: "cjs",
    sourcemap: true,
    // The tarball holds our sources.
    sourcemapExcludeSources: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
  },
});
