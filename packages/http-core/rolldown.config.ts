import { defineConfig } from "rolldown";
import manifest from "./package.json" with { type: "json" };

const transports = ["got", "node", "undici", "fetch"];

/**
 * One file for what every session needs, and one for each entry beside it: finding, reading and linking the seventy files
 * of the source took half of the time that an import of the package takes.
 */
export default defineConfig({
  input: {
    index: "src/index.ts",
    "authoring/index": "src/authoring/index.ts",
    "testing/index": "src/testing/index.ts",
    ...Object.fromEntries(transports.map((name) => [`transports/${name}`, `src/transports/${name}.ts`])),
  },
  platform: "node",
  // The oldest Node in `engines`, which can't parse `await using` and other newer syntax.
  transform: { target: "node22.19" },
  external: Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
  output: {
    dir: "dist",
    cleanDir: true,
    format: "esm",
    sourcemap: true,
    // The tarball holds the sources.
    sourcemapExcludeSources: true,
    // Editors read them in the declarations. V8 would read them at every start.
    comments: { jsdoc: false },
    chunkFileNames: "chunks/[name].js",
    codeSplitting: {
      groups: [
        // What an import of the package loads. Modules that are imported on first use stay out of it, and of a bundle's first chunk.
        { name: "core", test: /src\/(session\/create-session|transports\/exchange\/(exchange|receive))\.ts$/, priority: 2 },
        { name: "exports", test: /src\/index\.ts$/, priority: 1 },
      ],
    },
  },
});
