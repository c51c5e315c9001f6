import { readFileSync } from "node:fs";
import type { Kind } from "./kind.js";
import type { Names } from "./names.js";
import type { Place } from "./place.js";

const descriptions: Readonly<Record<Kind, string>> = {
  signer: "request signatures",
  login: "login by user name and password",
  renewal: "login by user name and password, with renewal",
};

/** The `package.json` of a new package, as text. */
export function manifestOf(names: Names, kind: Kind, place: Place): string {
  const manifest = {
    name: names.packageName,
    version: "0.0.0",
    description: `${names.pascal} for @org/http-core: ${descriptions[kind]}.`,
    keywords: ["api", "authentication", "http-core"],
    ...(place.type === "workspace" ? homeOf(names) : {}),
    license: "MIT",
    ...(place.type === "workspace" ? repositoryOf(names) : {}),
    files: ["CHANGELOG.md", "dist", "src"],
    type: "module",
    sideEffects: false,
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./package.json": "./package.json",
    },
    ...(place.type === "workspace" ? workspaceParts() : standaloneParts()),
    engines: { node: ">=22.19" },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function homeOf({ folder }: Names): object {
  return {
    homepage: `https://github.com/org/org/tree/main/packages/${folder}#readme`,
    bugs: { url: "https://github.com/org/org/issues" },
  };
}

function repositoryOf({ folder }: Names): object {
  return {
    repository: { type: "git", url: "git+https://github.com/org/org.git", directory: `packages/${folder}` },
  };
}

/** The root of the monorepo has the tools. */
function workspaceParts(): object {
  const core = { "@org/http-core": "workspace:^" };
  return {
    publishConfig: { access: "public", provenance: true },
    scripts: {
      build: "tsc -p tsconfig.build.json",
      typecheck: "tsc -p tsconfig.json",
      lint: "oxlint --deny-warnings . && oxfmt --check .",
      test: "vitest run",
      "check:package": "node ../../scripts/check-package.ts",
    },
    devDependencies: core,
    peerDependencies: core,
  };
}

function standaloneParts(): object {
  const tools = ownRanges();
  const core = "@org/http-core";
  return {
    publishConfig: { access: "public" },
    scripts: {
      build: "tsc -p tsconfig.build.json",
      typecheck: "tsc -p tsconfig.json",
      lint: "oxlint --deny-warnings .",
      test: "vitest run",
      "check:package": "publint --strict && attw --pack . --profile esm-only",
      prepack: "npm run build",
    },
    devDependencies: tools,
    peerDependencies: { [core]: tools[core] },
  };
}

/** The versions that the templates were tested with: those that this package is developed with. */
function ownRanges(): Readonly<Record<string, string>> {
  const own = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  return own.devDependencies;
}
