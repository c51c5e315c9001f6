import type { AnyAuthScheme } from "../auth/scheme.js";
import { defaultHeaders } from "../defaults.js";
import { InputError } from "../errors.js";
import type { HeaderList } from "../http/header-list.js";
import { memberOf } from "../util/own-members.js";

/** Headers that a call may set although the scheme declares them: cookies are merged, the others are not a proof. */
const neverProof: ReadonlySet<string> = new Set([
  "cookie",
  "set-cookie",
  "content-type",
  ...Object.keys(defaultHeaders),
]);

/**
 * Returns true if a call has a proof of its own, which the scheme must not replace: `Authorization`, or a header that the
 * scheme declares.
 *
 * @param scheme - declares its headers
 * @param headers - of the call, over those of its session
 */
export function hasOwnProof(scheme: AnyAuthScheme, headers: HeaderList): boolean {
  return findProof(scheme, headers) !== undefined;
}

/**
 * Refuses a session whose own headers have a proof: all its calls would go without the scheme.
 *
 * @param scheme - declares its headers
 * @param headers - of the session
 * @throws InputError `OPTION_INVALID`
 */
export function refuseSessionProof(scheme: AnyAuthScheme, headers: HeaderList): void {
  const name = findProof(scheme, headers);
  if (name === undefined) return;
  const message = `The session's header ${name} and scheme ${scheme.name} exclude each other; leave one of them out, or give the header to single calls`;
  throw new InputError("OPTION_INVALID", message);
}

function findProof({ secrets }: AnyAuthScheme, headers: HeaderList): string | undefined {
  if (headers.has("authorization")) return "authorization";
  for (const name of memberOf(secrets, "headers") ?? []) {
    if (headers.has(name) && !neverProof.has(name.toLowerCase())) return name;
  }
  return undefined;
}
