import { readOptions, refuseOption } from "@org/http-core/authoring";
import type { OAuth2CallOptions } from "./types.js";

/**
 * Reads a scope (RFC 6749 section 3.3).
 *
 * @param name - of the option
 * @param value - text with a space between each two names, or a list of names
 * @returns text
 * @throws InputError `OPTION_INVALID`
 */
export function readScope(name: string, value: unknown): string {
  const scope: unknown = Array.isArray(value) ? value.join(" ") : value;
  const isScope = typeof scope === "string" && /^[!#-[\]-~]+( [!#-[\]-~]+)*$/.test(scope);
  return isScope ? scope : refuseOption(name, "text, or a list of texts: names with one space between each two");
}

/**
 * Reads the scope of a call.
 *
 * @param options - the `authOptions` of the call
 * @returns undefined for the scope in the scheme's options
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function readCallScope(options: OAuth2CallOptions | undefined): string | undefined {
  if (options === undefined) return undefined;
  const { scope } = readOptions(options, ["scope"], "auth");
  return scope === undefined ? undefined : readScope("authOptions.scope", scope);
}
