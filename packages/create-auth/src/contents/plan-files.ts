import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { changesetOf } from "./changeset.js";
import { examplesWith } from "./examples.js";
import type { Kind } from "../kind.js";
import { manifestOf, type RepositoryField } from "./manifest.js";
import type { Names } from "../names.js";
import { isOwnFolder, readOwnFile } from "../own-files.js";
import type { Place } from "../place.js";
import { renameTemplate } from "./rename-template.js";

/** A file that will be written. */
export interface PlannedFile {
  /** Relative to the working directory. */
  readonly path: string;
  /** Its whole content. */
  readonly text: string;
  /** True for a file that exists and is changed. Default: false. */
  readonly replaces?: boolean;
}

const templates = fileURLToPath(new URL("../../templates", import.meta.url));
/** npm does not publish files with these names, or reads them itself, so their templates have other names. */
const dotFiles: Readonly<Record<string, string>> = { gitignore: ".gitignore", "oxlintrc.json": ".oxlintrc.json" };

/**
 * Lists all files of a new package, and those of the monorepo that it changes. Writes nothing.
 *
 * @throws CreateAuthError `PLACE_UNSAFE`
 */
export function planFiles(
  names: Names,
  kind: Kind,
  place: Place,
  repository?: RepositoryField,
): readonly PlannedFile[] {
  const files = [...packageFiles(names, kind, place, repository)].map(([path, text]) => ({
    path: join(place.parent, names.folder, path),
    text,
  }));
  return place.type === "workspace" ? [...files, ...workspaceFiles(place.root, names)] : files;
}

function packageFiles(
  names: Names,
  kind: Kind,
  place: Place,
  repository: RepositoryField | undefined,
): ReadonlyMap<string, string> {
  const files = new Map([["package.json", manifestOf(names, kind, place, repository)]]);
  for (const from of [kind, place.type]) {
    for (const [path, text] of templateFiles(join(templates, from))) files.set(path, renameTemplate(text, names));
  }
  const license = place.type === "workspace" ? readOwnFile(join(place.root, "LICENSE")) : undefined;
  if (license !== undefined) files.set("LICENSE", license);
  return files;
}

function* templateFiles(folder: string): Iterable<readonly [path: string, text: string]> {
  for (const path of globSync("**/*", { cwd: folder })) {
    const source = join(folder, path);
    if (statSync(source).isFile()) yield [dotFiles[path] ?? path, readFileSync(source, "utf8")];
  }
}

/** What the monorepo needs outside the package's folder. */
function workspaceFiles(root: string, names: Names): readonly PlannedFile[] {
  const examples = examplesWith(root, names);
  const changesets = isOwnFolder(join(root, ".changeset"));
  return [
    ...(changesets ? [{ path: `.changeset/${names.folder}.md`, text: changesetOf(names) }] : []),
    ...(examples === undefined ? [] : [{ ...examples, replaces: true }]),
  ];
}
