import { CreateAuthError } from "./errors.js";

/** The name of a new package, in every spelling that its files need. */
export interface Names {
  /** For npm: `@org/my-scheme-auth`. */
  readonly packageName: string;
  /** For the folder: `my-scheme-auth`. */
  readonly folder: string;
  /** For the scheme and its headers: `my-scheme`. */
  readonly kebab: string;
  /** For functions: `myScheme`. */
  readonly camel: string;
  /** For classes: `MyScheme`. */
  readonly pascal: string;
  /** For error codes: `MY_SCHEME`. */
  readonly constant: string;
}

const maxNameCharacters = 24;

/**
 * Derives every spelling from one name.
 *
 * @param text - `my-scheme`, with an optional `-auth` at the end and an optional scope
 * @param defaultScope - the scope of a name that has none, such as `@org`; undefined for no scope
 * @throws CreateAuthError `NAME_INVALID`
 */
export function namesOf(text: string, defaultScope: string | undefined): Names {
  const [, scope = defaultScope, name = ""] = /^(?:(@[a-z0-9][a-z0-9._-]*)\/)?(.*)$/s.exec(text) ?? [];
  const kebab = name.replace(/-auth$/, "");
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(kebab) || kebab.length > maxNameCharacters) {
    const rule = `lower-case words joined by "-", up to ${maxNameCharacters} characters, such as my-scheme or @scope/my-scheme`;
    throw new CreateAuthError("NAME_INVALID", `"${text}" can't be the name of a package; use ${rule}`);
  }
  const folder = `${kebab}-auth`;
  const pascal = kebab.split("-").map(capitalize).join("");
  return {
    packageName: scope === undefined ? folder : `${scope}/${folder}`,
    folder,
    kebab,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    constant: kebab.replaceAll("-", "_").toUpperCase(),
  };
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
