import { hashText } from "../util/platform/hash-text.js";
import { randomName } from "../util/platform/random.js";
import { normalizeOrigin } from "../http/url.js";
import { memberOf } from "../util/own-members.js";
import type { AnyAuthScheme, Identity } from "./scheme.js";

/** Texts, and lists of texts. */
type Parts = readonly (string | Parts)[];

/**
 * Hashes texts to base64url, as `hashText` does. They are joined as JSON, so that different lists never have the same input.
 *
 * @param parts - in order
 */
export function hashParts(parts: Parts): string {
  return hashText(JSON.stringify(parts));
}

/** Random names of scheme objects. */
const schemeNames = new WeakMap<AnyAuthScheme, string>();

/**
 * Returns a name of a scheme object. Every process and every object has another one.
 *
 * @param scheme - any
 */
export function nameOfObject(scheme: AnyAuthScheme): string {
  const name = schemeNames.get(scheme) ?? randomName();
  schemeNames.set(scheme, name);
  return name;
}

/**
 * Returns what distinguishes an identity from others of the same name: a hash of its secret. An identity without a secret
 * belongs to its scheme object: nothing shows that two of the same name are the same.
 *
 * @param scheme - whose identity it is
 * @param identity - with or without a secret
 */
export function proofOf(scheme: AnyAuthScheme, { secret }: Identity): readonly string[] {
  return secret === undefined ? ["scheme", nameOfObject(scheme)] : ["secret", secret.fingerprint()];
}

/**
 * Returns the names and values of an identity's extra parts, sorted by name.
 *
 * @param identity - without extra parts, the list is empty
 */
export function sortedExtra(identity: Identity): Parts {
  return Object.entries(memberOf(identity, "extra") ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
}

/**
 * Returns the origins that a scheme's credentials may be sent to, sorted.
 *
 * @param scheme - declares them
 */
export function sortedOrigins({ origins }: AnyAuthScheme): readonly string[] {
  return [...origins].sort();
}

/**
 * Returns the origins that a scheme's logins may be sent to, sorted. They are normalized: with another spelling of an
 * origin, the limits stay the same.
 *
 * @param scheme - declares them
 */
export function sortedLoginOrigins(scheme: AnyAuthScheme): readonly string[] {
  return [...new Set((memberOf(scheme, "loginOrigins") ?? scheme.origins).map(normalizeOrigin))].sort();
}
