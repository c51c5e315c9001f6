import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { changesetOf } from "./changeset.js";
import { CreateAuthError } from "./errors.js";
import { addToExamples } from "./examples.js";
import { checkKind, type Kind } from "./kind.js";
import { manifestOf } from "./manifest.js";
import { namesOf, type Names } from "./names.js";
import { placeOf, type Place } from "./place.js";
import { renamed } from "./rename.js";

/** What to make, and where. */
export interface CreateOptions {
  /** `my-scheme`, or `@scope/my-scheme`. */
  readonly name: string;
  readonly kind: Kind;
  /** Where it was asked for. Default: the working directory. */
  readonly cwd?: string;
}

/** What was made. */
export interface CreatedPackage {
  readonly packageName: string;
  /** Absolute. */
  readonly folder: string;
  /** Where it was put: into the monorepo, or by itself. */
  readonly place: Place["type"];
  /** Every file that was written, absolute. */
  readonly files: readonly string[];
}

const templates = fileURLToPath(new URL("../templates", import.meta.url));
/** npm leaves files of these names out of a package, or reads them itself, so templates of them have another name. */
const dotted: Readonly<Record<string, string>> = { gitignore: ".gitignore", "oxlintrc.json": ".oxlintrc.json" };

/**
 * Writes a new auth package: into `packages/` where the working directory belongs to the monorepo of `@org/http-core`,
 * else into a folder of its own.
 *
 * @param options - name and kind
 * @throws CreateAuthError `NAME_INVALID`, `KIND_UNKNOWN`, `FOLDER_EXISTS`; nothing is written then
 */
export function createAuthPackage({ name, kind: given, cwd = process.cwd() }: CreateOptions): CreatedPackage {
  const kind = checkKind(given);
  const place = placeOf(resolve(cwd));
  const names = namesOf(name, place.scope);
  const folder = join(place.parent, names.folder);
  if (existsSync(folder)) {
    throw new CreateAuthError("FOLDER_EXISTS", `${folder} is there already; take another name, or remove it`);
  }
  const files = [...packageFiles(names, kind, place)].map(([path, text]) => write(join(folder, path), text));
  const around = place.type === "workspace" ? writeAround(place.root, names) : [];
  return { packageName: names.packageName, folder, place: place.type, files: [...files, ...around] };
}

function packageFiles(names: Names, kind: Kind, place: Place): ReadonlyMap<string, string> {
  const files = new Map([["package.json", manifestOf(names, kind, place)]]);
  for (const from of [kind, place.type]) {
    for (const [path, text] of templateFiles(join(templates, from))) files.set(path, renamed(text, names));
  }
  if (place.type === "workspace") files.set("LICENSE", readFileSync(join(place.root, "LICENSE"), "utf8"));
  return files;
}

function* templateFiles(folder: string): Iterable<readonly [path: string, text: string]> {
  for (const path of globSync("**/*", { cwd: folder })) {
    const source = join(folder, path);
    if (statSync(source).isFile()) yield [dotted[path] ?? path, readFileSync(source, "utf8")];
  }
}

/** What the monorepo wants to know of a package outside its folder. */
function writeAround(root: string, names: Names): readonly string[] {
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

/** Paths as a person reads them: from where they stand. */
export function shownFrom(cwd: string, path: string): string {
  const shown = relative(cwd, path);
  return shown === "" ? "." : shown;
}
