import { readVariable, resolveHome } from "@org/linuxlink-auth/files";
import type { Io } from "../io.js";
import type { GlobalOptions } from "./global-options.js";

/** Variables that the original command, curl and OpenSSL read, in the order in which they count. */
const variables = ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"];

/** A file of certificate authorities, and what names it. */
export interface EffectiveCaBundle {
  /** Path, with the home directory resolved. */
  readonly path: string;
  /** `--ca-bundle`, or the name of a variable. */
  readonly source: string;
}

/**
 * The file whose certificate authorities are trusted besides those of the system. A flag counts before the variables,
 * which count only if certificates are checked.
 *
 * @param globals - options of the command line
 * @param env - environment variables
 */
export function effectiveCaBundle(
  { caBundle, insecure }: Pick<GlobalOptions, "caBundle" | "insecure">,
  env: Io["env"],
): EffectiveCaBundle | undefined {
  const variable = insecure ? undefined : variables.find((name) => readVariable(env, name) !== undefined);
  const path = caBundle ?? (variable === undefined ? undefined : readVariable(env, variable));
  if (path === undefined) return undefined;
  return { path: resolveHome(path, env) ?? path, source: caBundle === undefined ? (variable ?? "") : "--ca-bundle" };
}
