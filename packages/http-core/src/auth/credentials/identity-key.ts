import { nodeModules } from "../../util/node-modules.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";

/** What a scheme's key was last made of: most schemes have one identity. */
interface Known {
  readonly identity: Identity;
  readonly key: string;
}

const lastOf = new WeakMap<AnyAuthScheme, Known>();

/**
 * The name under which everything with one identity shares a credential, a window and a latch. Its parts are
 * length-prefixed before they are hashed, so that no two identities can spell the same key.
 *
 * @param scheme - its name and origins count
 * @param identity - principal, secret and extra parts count
 */
export function identityKey(scheme: AnyAuthScheme, identity: Identity): string {
  const last = lastOf.get(scheme);
  if (last !== undefined && isSame(last.identity, identity)) return last.key;
  const key = hashed(scheme, identity);
  lastOf.set(scheme, { identity: { ...identity, ...copied(identity.extra) }, key });
  return key;
}

function isSame(one: Identity, other: Identity): boolean {
  if (one.secret !== other.secret || one.principal !== other.principal) return false;
  const [ours, theirs] = [Object.entries(one.extra ?? {}), other.extra ?? {}];
  return ours.length === Object.keys(theirs).length && ours.every(([name, value]) => theirs[name] === value);
}

function copied(extra: Identity["extra"]): Pick<Identity, "extra"> {
  return extra === undefined ? {} : { extra: { ...extra } };
}

function hashed(scheme: AnyAuthScheme, identity: Identity): string {
  const hash = nodeModules.crypto.createHash("sha256");
  const extra = Object.entries(identity.extra ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  const origins = [...scheme.origins].sort();
  const parts = [
    scheme.name,
    String(origins.length),
    ...origins,
    identity.principal,
    identity.secret.fingerprint(),
    ...extra.flat(),
  ];
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest("base64url");
}
