import { hashParts, proofOf, sortedExtra, sortedLoginOrigins, sortedOrigins } from "../hash-identity.js";
import { memberOf } from "../../util/own-members.js";
import type { Secret } from "../../redaction/secret.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";

/** An identity and its key. The parts are copies: the scheme may change its own object later. */
interface KeyedIdentity {
  readonly principal: string;
  readonly secret: Secret | undefined;
  readonly extra: readonly (readonly [string, string])[];
  readonly key: string;
}

/** The last identity of each scheme. Most schemes have one, so its key is hashed once and not for every call. */
const lastByScheme = new WeakMap<AnyAuthScheme, KeyedIdentity>();

/**
 * Returns the name of an identity. Sessions with the same name share a credential, a window and a latch.
 *
 * @param scheme - its name and origins are part of the key
 * @param identity - principal, secret and extra parts are part of the key; without a secret, the scheme object is
 */
export function identityKey(scheme: AnyAuthScheme, identity: Identity): string {
  const last = lastByScheme.get(scheme);
  if (last !== undefined && isSameIdentity(last, identity)) return last.key;
  const key = hashParts([
    scheme.name,
    sortedOrigins(scheme),
    sortedLoginOrigins(scheme),
    identity.principal,
    proofOf(scheme, identity),
    sortedExtra(identity),
  ]);
  const { principal, secret } = identity;
  lastByScheme.set(scheme, { principal, secret, extra: Object.entries(memberOf(identity, "extra") ?? {}), key });
  return key;
}

function isSameIdentity(known: KeyedIdentity, identity: Identity): boolean {
  if (known.secret !== identity.secret || known.principal !== identity.principal) return false;
  const extra = memberOf(identity, "extra");
  if (extra === undefined) return known.extra.length === 0;
  const isSameValue = ([name, value]: readonly [string, string]): boolean => extra[name] === value;
  return known.extra.length === Object.keys(extra).length && known.extra.every(isSameValue);
}
