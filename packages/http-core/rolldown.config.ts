import { defineConfig } from "rolldown";
import manifest from "./package.json" with { type: "json" };

const transports = ["got", "node", "undici", "fetch"];

/**
 * Few files: finding, reading and linking the many files of the source took half of the time that an import of the package
 * takes. What every session needs is one of them, and what else `index.ts` exports is another. A bundler keeps a whole file's
 * functions in a program's first chunk as soon as any chunk uses them, so nothing else is in the file of the session.
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
        // What every session needs. Modules that are imported on first use stay out of it, and of a bundle's first chunk.
        {
          name: "core",
          test: /src\/(session\/create-session|transports\/exchange\/(exchange|receive)|http\/body\/expansion)\.ts$/,
          priority: 2,
        },
        { name: "exports", test: /src\/index\.ts$/, priority: 1 },
        // What the transports over Node's sockets share, which their first request loads.
        {
          name: "connections",
          test: /src\/transports\/(connection\/node-agents|exchange\/(client-exchange|outgoing-body))\.ts$/,
        },
      ],
    },
  },
});
