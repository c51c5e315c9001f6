import { nodeBuiltins } from "../util/node-builtins.js";
import { memberOf } from "../util/own-members.js";
import type { Secret } from "../redaction/secret.js";
import type { AnyAuthScheme, Identity } from "./scheme.js";

/** An identity that logs in with a secret. */
export interface IdentityWithSecret extends Identity {
  readonly secret: Secret;
}

/** Texts, and lists of texts. */
type Parts = readonly (string | Parts)[];

/**
 * Hashes texts with SHA-256. They are joined as JSON, so that no two different lists have the same input.
 *
 * @param parts - in order
 */
export function hashParts(parts: Parts): Buffer {
  return nodeBuiltins.crypto.createHash("sha256").update(JSON.stringify(parts)).digest();
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
 * Returns the origins that a scheme's logins may be sent to, sorted. They are normalized: another spelling of an origin is
 * no new try at a password.
 *
 * @param scheme - declares them
 */
export function sortedLoginOrigins(scheme: AnyAuthScheme): readonly string[] {
  return [...new Set((memberOf(scheme, "loginOrigins") ?? scheme.origins).map(normalizeOrigin))].sort();
}

function normalizeOrigin(entry: string): string {
  return URL.parse(entry.includes("://") ? entry : `https://${entry}`)?.origin ?? entry;
}
