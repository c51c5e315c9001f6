// Bundles bundled.mjs: node bundle.mjs <bundler> <folder>. Prints each error and warning.
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const [name, given] = process.argv.slice(2);
const folder = resolve(given);
const warn = (text) => process.stdout.write(`${text}\n`);

// Packages that are CommonJS call `require`, which an ES module doesn't have.
const banner = `import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);`;

async function esbuild(splitting) {
  const { build } = await import("esbuild");
  const outExtension = { ".js": ".mjs" };
  const output = { outdir: folder, outExtension, format: "esm", minify: true, splitting, banner: { js: banner } };
  await build({ entryPoints: { main: "bundled.mjs" }, bundle: true, platform: "node", ...output });
}

async function rollup() {
  const { rollup: bundle } = await import("rollup");
  const [resolver, commonjs, json] = await Promise.all(
    ["node-resolve", "commonjs", "json"].map((plugin) => import(`@rollup/plugin-${plugin}`)),
  );
  const plugins = [
    resolver.default({ preferBuiltins: true, exportConditions: ["node"] }),
    commonjs.default(),
    json.default(),
  ];
  // Circles are in other packages; undici names a module that is newer than rollup's list.
  const onwarn = ({ code, message }) =>
    code === "CIRCULAR_DEPENDENCY" || message.includes("node:sqlite") || warn(message);
  const built = await bundle({ input: "bundled.mjs", plugins, onwarn });
  await built.write({ dir: folder, format: "esm", entryFileNames: "main.mjs", chunkFileNames: "[name]-[hash].mjs" });
}

async function vite() {
  const { build } = await import("vite");
  const rollupOptions = { output: { entryFileNames: "main.mjs" } };
  const ssr = { noExternal: true, target: "node" };
  await build({ logLevel: "warn", ssr, build: { ssr: "bundled.mjs", outDir: folder, rollupOptions } });
}

async function webpackLike(compile) {
  const output = { path: folder, filename: "main.mjs", module: true, library: { type: "module" } };
  const options = { mode: "production", target: "node", entry: "./bundled.mjs", experiments: { outputModule: true } };
  const stats = await new Promise((done, fail) =>
    compile({ ...options, output }, (error, result) => (error ? fail(error) : done(result))),
  );
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  for (const { message } of [...errors, ...warnings]) warn(message);
  if (errors.length > 0) process.exitCode = 1;
}

const bundlers = {
  esbuild: () => esbuild(false),
  "esbuild --splitting": () => esbuild(true),
  rollup,
  vite,
  webpack: async () => webpackLike((await import("webpack")).default),
  rspack: async () => webpackLike((await import("@rspack/core")).rspack),
};

mkdirSync(folder, { recursive: true });
writeFileSync(resolve(folder, "package.json"), JSON.stringify({ type: "module" }));
await bundlers[name]();
