import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { changesetOf } from "./changeset.js";
import { CreateAuthError } from "./errors.js";
import { addToExamples } from "./examples.js";
import { checkKind, type Kind } from "./kind.js";
import { manifestOf } from "./manifest.js";
import { namesOf, type Names } from "./names.js";
import { findPlace, type Place } from "./place.js";
import { renameTemplate } from "./rename-template.js";

/** Options of `createAuthPackage`. */
export interface CreateOptions {
  /** `my-scheme`, or `@scope/my-scheme`. */
  readonly name: string;
  /** What the scheme does. */
  readonly kind: Kind;
  /** The folder to start from. Default: the working directory. */
  readonly cwd?: string;
}

/** The package that was created. */
export interface CreatedPackage {
  /** For npm: `my-scheme-auth`, or with a scope. */
  readonly packageName: string;
  /** The package's folder, absolute. */
  readonly folder: string;
  /** `workspace`: in the monorepo. `standalone`: in a folder of its own. */
  readonly place: Place["type"];
  /** Every file that was written, absolute. */
  readonly files: readonly string[];
}

const templates = fileURLToPath(new URL("../templates", import.meta.url));
/** npm does not publish files with these names, or reads them itself, so their templates have other names. */
const dotFiles: Readonly<Record<string, string>> = { gitignore: ".gitignore", "oxlintrc.json": ".oxlintrc.json" };

/**
 * Writes a new auth package: in the monorepo of `@org/http-core` into `packages/`, anywhere else into a folder of its own.
 *
 * @param options - name, kind and folder
 * @throws CreateAuthError `NAME_INVALID`, `KIND_UNKNOWN`, `FOLDER_EXISTS`, before anything is written
 */
export function createAuthPackage({ name, kind, cwd = process.cwd() }: CreateOptions): CreatedPackage {
  checkKind(kind);
  const place = findPlace(resolve(cwd));
  const names = namesOf(name, place.scope);
  const folder = join(place.parent, names.folder);
  if (existsSync(folder)) {
    throw new CreateAuthError("FOLDER_EXISTS", `${folder} exists already; use another name, or remove it`);
  }
  const files = [...packageFiles(names, kind, place)].map(([path, text]) => write(join(folder, path), text));
  const workspaceFiles = place.type === "workspace" ? writeWorkspaceFiles(place.root, names) : [];
  return { packageName: names.packageName, folder, place: place.type, files: [...files, ...workspaceFiles] };
}

function packageFiles(names: Names, kind: Kind, place: Place): ReadonlyMap<string, string> {
  const files = new Map([["package.json", manifestOf(names, kind, place)]]);
  for (const from of [kind, place.type]) {
    for (const [path, text] of templateFiles(join(templates, from))) files.set(path, renameTemplate(text, names));
  }
  if (place.type === "workspace") files.set("LICENSE", readFileSync(join(place.root, "LICENSE"), "utf8"));
  return files;
}

function* templateFiles(folder: string): Iterable<readonly [path: string, text: string]> {
  for (const path of globSync("**/*", { cwd: folder })) {
    const source = join(folder, path);
    if (statSync(source).isFile()) yield [dotFiles[path] ?? path, readFileSync(source, "utf8")];
  }
}

/** Writes what the monorepo needs outside the package's folder. */
function writeWorkspaceFiles(root: string, names: Names): readonly string[] {
  const examples = addToExamples(root, names);
  const changesets = join(root, ".changeset");
  const changeset = existsSync(changesets) ? [write(join(changesets, `${names.folder}.md`), changesetOf(names))] : [];
  return examples === undefined ? changeset : [...changeset, examples];
}

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: "wx" });
  return path;
}

/** Returns a path relative to the working directory, for people. */
export function displayPath(cwd: string, path: string): string {
  return relative(cwd, path) || ".";
}
