import type { Kind } from "../kind.js";
import type { Names } from "../names.js";
import { readOwnManifest } from "../own-manifest.js";
import type { Place } from "../place.js";
import { findRepository } from "./repository.js";

const descriptions: Readonly<Record<Kind, string>> = {
  signer: "request signatures",
  challenge: "challenges of the server",
  login: "login by user name and password",
  renewal: "login by user name and password, with renewal",
};

/** The field `repository` of a `package.json`. */
export interface RepositoryField {
  readonly type: "git";
  readonly url: string;
  /** The package's folder in the repository. */
  readonly directory: string;
}

/**
 * Returns the field `repository` of a new package.
 *
 * @returns `undefined` for a standalone package in a repository without a git remote
 */
export function repositoryOf({ folder }: Names, place: Place): RepositoryField | undefined {
  if (place.type === "workspace") {
    return { type: "git", url: "git+https://github.com/org/org.git", directory: `packages/${folder}` };
  }
  const repository = findRepository(place.root);
  return repository && { type: "git", url: repository.url, directory: `${repository.prefix}${folder}` };
}

/**
 * Returns the `package.json` of a new package, as text.
 *
 * @param repository - `undefined` leaves the field out
 */
export function manifestOf(names: Names, kind: Kind, place: Place, repository?: RepositoryField): string {
  const manifest = {
    name: names.packageName,
    version: "0.0.0",
    description: `${names.pascal} for @org/http-core: ${descriptions[kind]}.`,
    keywords: ["api", "authentication", "http-core"],
    ...(place.type === "workspace" ? homepageFields(names) : {}),
    license: "MIT",
    ...(repository === undefined ? {} : { repository }),
    files: ["CHANGELOG.md", "dist", "src"],
    type: "module",
    sideEffects: false,
    exports: {
      ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
      "./package.json": "./package.json",
    },
    ...(place.type === "workspace" ? workspaceFields() : standaloneFields()),
    engines: { node: ">=22.19" },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function homepageFields({ folder }: Names): object {
  return {
    homepage: `https://github.com/org/org/tree/main/packages/${folder}#readme`,
    bugs: { url: "https://github.com/org/org/issues" },
  };
}

/** The tools are dependencies of the monorepo's root. */
function workspaceFields(): object {
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

function standaloneFields(): object {
  // The templates are tested with these versions.
  const tools = readOwnManifest().devDependencies;
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
