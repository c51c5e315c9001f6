import { createHash } from "node:crypto";
import type { AnyAuthScheme, Identity } from "./scheme.js";

/**
 * The name under which everything with one identity shares a credential, a window and a latch. Its parts are
 * length-prefixed before they are hashed, so that no two identities can spell the same key.
 *
 * @param scheme - its name and origins count
 * @param identity - principal, secret and extra parts count
 */
export function identityKey(scheme: AnyAuthScheme, identity: Identity): string {
  const hash = createHash("sha256");
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
