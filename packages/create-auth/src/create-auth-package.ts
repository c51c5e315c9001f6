import { lstatSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { CreateAuthError } from "./errors.js";
import { checkKind, type Kind } from "./kind.js";
import { namesOf } from "./names.js";
import { replaceOwnFile, writeOwnFile } from "./own-files.js";
import { findPlace, type Place } from "./place.js";
import { repositoryOf } from "./contents/manifest.js";
import { planFiles, type PlannedFile } from "./contents/plan-files.js";

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
  /** The URL of the repository in its `package.json`; `undefined` if there is no git remote `origin`. */
  readonly repository: string | undefined;
  /** Every file that was written, absolute. */
  readonly files: readonly string[];
}

/**
 * Writes a new auth package: in the root folder of the monorepo of `@org/http-core` into `packages/`, anywhere else into
 * a folder of its own. Nothing outside `cwd` is written, and no link below it is followed.
 *
 * @param options - name, kind and folder
 * @throws CreateAuthError `NAME_INVALID`, `KIND_UNKNOWN`, `FOLDER_EXISTS`, `PLACE_UNSAFE`, before anything is written;
 * `WRITE_FAILED`
 */
export function createAuthPackage(options: CreateOptions): CreatedPackage {
  const own: CreateOptions = Object.assign(Object.create(null), options);
  const { name, kind, cwd = process.cwd() } = own;
  checkKind(kind);
  const place = findPlace(resolve(cwd));
  const names = namesOf(name, place.scope);
  const folder = join(place.root, place.parent, names.folder);
  const repository = repositoryOf(names, place);
  const planned = planFiles(names, kind, place, repository);
  const created = planned.filter(({ replaces }) => !replaces).map(({ path }) => join(place.root, path));
  const taken = [folder, ...created].find((path) => lstatSync(path, { throwIfNoEntry: false }) !== undefined);
  if (taken !== undefined) throw pathExists(taken);
  const files = attempt(folder, () => {
    // This fails if the name is taken by now, also by a link.
    mkdirSync(folder);
    return planned.map((file) => write(place.root, file));
  });
  return { packageName: names.packageName, folder, place: place.type, repository: repository?.url, files };
}

function write(root: string, { path, text, replaces = false }: PlannedFile): string {
  return replaces ? replaceOwnFile(join(root, path), text) : writeOwnFile(root, path, text);
}

function attempt<T>(folder: string, create: () => T): T {
  try {
    return create();
  } catch (error) {
    if (error instanceof CreateAuthError) throw error;
    const code: unknown = Reflect.get(Object(error), "code");
    if (code === "EEXIST") throw pathExists(folder);
    throw new CreateAuthError("WRITE_FAILED", `${folder} can't be written: ${String(code)}`);
  }
}

function pathExists(path: string): CreateAuthError {
  return new CreateAuthError("FOLDER_EXISTS", `${path} exists already; use another name, or remove it`);
}
