import { defineConfig } from "rolldown";
import { bundledLicenses } from "./bundled-licenses.js";
import { inputSourceMaps } from "./input-source-maps.js";

/**
 * Bundles the command into a few files instead of two hundred: to find, read and link a file costs half a millisecond at
 * every start. The bundle is CommonJS: an ES import of a module of Node reads all its exports, and so loads parts that the
 * command does not use. It is minified, since Node compiles all of it at each start: that saves 4 % of a heartbeat, and half
 * of the size. The source maps lead to the sources. The library stays as the compiler makes it.
 */
export default defineConfig({
  input: { bin: "src/cli/bin.ts", cli: "src/cli/main.ts", gate: "src/gate.ts" },
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
    minify: true,
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    // Nearly every command needs these modules. Each would be a file of its own, since some commands need only one of them.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          name: "base",
          test: /vigiles[\\/]src[\\/](?:errors|util[\\/]printable|files[\\/]system-error|findings[\\/](?:severity|text-of)|cli[\\/]io|cli[\\/]errors[\\/](?:added-hints|exit-codes|exit-code-and-hint)|project-file[\\/]project)\.ts$|linuxlink-auth[\\/]dist[\\/]files[\\/]looks-like-secret\.js$/,
        },
        { name: "read-files", test: /files[\\/](?:read-limited|looks-like-key-file|text-input)\.ts$/ },
        {
          name: "http-core",
          test: /http-core[\\/]dist[\\/](?:chunks[\\/](?:core|exports|connections|undo-codings)\.js$|transports[\\/]node)/,
        },
      ],
    },
  },
});
