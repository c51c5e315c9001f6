import { hashParts, sortedExtra, sortedLoginOrigins, sortedOrigins } from "../hash-identity.js";
import { memberOf } from "../../util/own-members.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";

/** An identity and its key. */
interface KeyedIdentity {
  readonly identity: Identity;
  readonly key: string;
}

/** The last identity of each scheme. Most schemes have one, so its key is hashed once and not for every call. */
const lastByScheme = new WeakMap<AnyAuthScheme, KeyedIdentity>();

/**
 * Returns the name of an identity. Sessions with the same name share a credential, a window and a latch.
 *
 * @param scheme - its name and origins are part of the key
 * @param identity - principal, secret and extra parts are part of the key
 */
export function identityKey(scheme: AnyAuthScheme, identity: Identity): string {
  const last = lastByScheme.get(scheme);
  if (last !== undefined && isSameIdentity(last.identity, identity)) return last.key;
  const key = hashParts([
    scheme.name,
    sortedOrigins(scheme),
    sortedLoginOrigins(scheme),
    identity.principal,
    identity.secret.fingerprint(),
    sortedExtra(identity),
  ]).toString("base64url");
  // A copy: the scheme may change its own object later.
  const { principal, secret } = identity;
  lastByScheme.set(scheme, { identity: { principal, secret, extra: { ...memberOf(identity, "extra") } }, key });
  return key;
}

function isSameIdentity(one: Identity, other: Identity): boolean {
  if (one.secret !== other.secret || one.principal !== other.principal) return false;
  const [ours, theirs] = [Object.entries(one.extra ?? {}), memberOf(other, "extra") ?? {}];
  return ours.length === Object.keys(theirs).length && ours.every(([name, value]) => theirs[name] === value);
}
