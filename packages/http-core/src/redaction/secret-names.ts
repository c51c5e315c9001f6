import { memberOf } from "../util/own-members.js";

/**
 * Where the secrets of a scheme are in its requests. Redirects, errors, logs and dry runs use this one declaration to mask
 * them.
 */
export interface SecretNames {
  /** Names of headers, in any case. */
  readonly headers?: readonly string[];
  /** Names of query parameters, in any case. */
  readonly query?: readonly string[];
  /** Names of fields in forms and JSON bodies, in any case. */
  readonly fields?: readonly string[];
}

/**
 * Merges the declarations of schemes that work on one request.
 *
 * @param all - of each scheme
 */
export function mergeSecretNames(all: readonly SecretNames[]): SecretNames {
  const merge = (kind: keyof SecretNames): readonly string[] => all.flatMap((names) => memberOf(names, kind) ?? []);
  return { headers: merge("headers"), query: merge("query"), fields: merge("fields") };
}
