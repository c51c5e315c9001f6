import { nodeBuiltins } from "../../util/node-builtins.js";
import { hashParts, sortedExtra } from "../hash-identity.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";

/** Keys derived from an identity's secret. Without the secret they cannot be computed, and guessing is expensive. */
export interface DerivedKeys {
  /** Seals records: 32 bytes. */
  readonly sealing: Buffer;
  /** Names the identity's entries in stores: 36 hexadecimal digits. */
  readonly name: string;
}

// Parameters that OWASP recommends for scrypt with 32 MB: each guess at a password costs about 50 ms.
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;

/**
 * Derives an identity's keys: scrypt once, then HKDF (RFC 5869) for each purpose.
 *
 * @param scheme - its name and origins are part of the salt
 * @param identity - principal and extra parts are part of the salt; the secret is the input
 */
export async function deriveKeys(scheme: AnyAuthScheme, identity: Identity): Promise<DerivedKeys> {
  const root = await stretch(identity.secret.reveal(), saltOf(scheme, identity));
  const derive = (purpose: string, length: number): Buffer =>
    Buffer.from(nodeBuiltins.crypto.hkdfSync("sha256", root, "", `org-token-store ${purpose}`, length));
  return { sealing: derive("sealing", 32), name: derive("name", 18).toString("hex") };
}

function saltOf(scheme: AnyAuthScheme, identity: Identity): Buffer {
  return hashParts([scheme.name, ...[...scheme.origins].sort(), identity.principal, ...sortedExtra(identity)]);
}

function stretch(secret: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    nodeBuiltins.crypto.scrypt(secret, salt, 32, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
