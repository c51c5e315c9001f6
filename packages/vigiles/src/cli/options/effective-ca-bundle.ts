import { resolveHome } from "@org/linuxlink-auth/files";
import { findVariable } from "../../client/configuration/variables.js";
import type { Io } from "../io.js";
import type { GlobalOptions } from "./global-options.js";

/** A file of certificate authorities, and what names it. */
export interface EffectiveCaBundle {
  /** Path, with the home directory resolved. */
  readonly path: string;
  /** `--ca-bundle`, or the name of a variable. */
  readonly source: string;
}

/**
 * The file whose certificate authorities are trusted in addition to those of the system. A flag takes precedence over
 * the variables, which are used only if certificates are checked.
 *
 * @param globals - options of the command line
 * @param env - environment variables
 */
export function effectiveCaBundle(
  { caBundle, insecure }: Pick<GlobalOptions, "caBundle" | "insecure">,
  env: Io["env"],
): EffectiveCaBundle | undefined {
  const given = caBundle === undefined ? undefined : { name: "--ca-bundle", value: caBundle };
  const found = given ?? (insecure ? undefined : findVariable(env, "caBundle"));
  if (found === undefined) return undefined;
  return { path: resolveHome(found.value, env) ?? found.value, source: found.name };
}
