import { CreateAuthError } from "./errors.js";

/** What the new package calls itself, in each place where names are written. */
export interface Names {
  /** As npm knows it: `@org/my-scheme-auth`. */
  readonly packageName: string;
  /** Its folder: `my-scheme-auth`. */
  readonly folder: string;
  /** The scheme and its headers: `my-scheme`. */
  readonly kebab: string;
  /** Functions: `myScheme`. */
  readonly camel: string;
  /** Classes: `MyScheme`. */
  readonly pascal: string;
  /** Error codes: `MY_SCHEME`. */
  readonly constant: string;
}

const longestName = 24;

/**
 * The names that follow from one.
 *
 * @param text - `my-scheme`, with or without `-auth` at its end and a scope in front
 * @param defaultScope - for a name without one, such as `@org`; undefined for none
 * @throws CreateAuthError `NAME_INVALID`
 */
export function namesOf(text: string, defaultScope: string | undefined): Names {
  const [, scope = defaultScope, given = ""] = /^(?:(@[a-z0-9][a-z0-9._-]*)\/)?(.*)$/s.exec(text) ?? [];
  const kebab = given.replace(/-auth$/, "");
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(kebab) || kebab.length > longestName) {
    const rule = `lower-case words joined by "-", up to ${longestName} characters, such as my-scheme or @scope/my-scheme`;
    throw new CreateAuthError("NAME_INVALID", `"${text}" can't name a package; take ${rule}`);
  }
  const folder = `${kebab}-auth`;
  const pascal = kebab.split("-").map(capitalized).join("");
  return {
    packageName: scope === undefined ? folder : `${scope}/${folder}`,
    folder,
    kebab,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    constant: kebab.replaceAll("-", "_").toUpperCase(),
  };
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
