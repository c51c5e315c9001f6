import { nodeModules } from "../../util/node-modules.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";

/** Keys that follow from an identity's secret. Without the secret they can be neither computed nor guessed cheaply. */
export interface DerivedKeys {
  /** Seals records: 32 bytes. */
  readonly sealing: Buffer;
  /** Names the identity's entries in stores. */
  readonly name: string;
}

// Cost as OWASP advises for scrypt at 32 MB: each guess at a password costs about 50 ms.
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;

/**
 * Derives an identity's keys: scrypt once, then HKDF (RFC 5869) for each purpose.
 *
 * @param scheme - its name and origins go into the salt
 * @param identity - principal and extra parts go into the salt, the secret is the input
 */
export async function deriveKeys(scheme: AnyAuthScheme, identity: Identity): Promise<DerivedKeys> {
  const root = await stretched(identity.secret.reveal(), salt(scheme, identity));
  const derive = (purpose: string, length: number): Buffer =>
    Buffer.from(nodeModules.crypto.hkdfSync("sha256", root, "", `org-token-store ${purpose}`, length));
  return { sealing: derive("sealing", 32), name: derive("name", 18).toString("hex") };
}

function salt(scheme: AnyAuthScheme, identity: Identity): Buffer {
  const extra = Object.entries(identity.extra ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  const parts = [scheme.name, ...[...scheme.origins].sort(), identity.principal, ...extra.flat()];
  const hash = nodeModules.crypto.createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest();
}

function stretched(secret: string, salted: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    nodeModules.crypto.scrypt(secret, salted, 32, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
