import { nodeBuiltins } from "../../util/node-builtins.js";
import {
  hashParts,
  sortedExtra,
  sortedLoginOrigins,
  sortedOrigins,
  type IdentityWithSecret,
} from "../hash-identity.js";
import { loginName, type LimitNames } from "../limits/limit-names.js";
import type { AnyAuthScheme } from "../scheme.js";

/** Keys derived from an identity's secret. Without the secret they cannot be computed, and guessing is expensive. */
export interface DerivedKeys {
  /** Seals records: 32 bytes. */
  readonly sealing: Buffer;
  /** Names the identity's entries in stores: 36 hexadecimal digits. */
  readonly name: string;
  /** Name the limits of the identity's logins in stores. */
  readonly limits: LimitNames;
}

// Parameters that OWASP recommends for scrypt with 32 MB: each guess at a password costs about 50 ms.
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;

/**
 * Derives an identity's keys: scrypt once for each login origin, then HKDF (RFC 5869) for each purpose.
 *
 * @param scheme - its name and origins distinguish the keys of records
 * @param identity - login origin and principal are the salt of scrypt, the secret is its input; extra parts distinguish the
 * keys of records
 */
export async function deriveKeys(scheme: AnyAuthScheme, identity: IdentityWithSecret): Promise<DerivedKeys> {
  const { principal, secret } = identity;
  const loginOrigins = sortedLoginOrigins(scheme);
  const roots: Buffer[] = [];
  // A scheme without any origin has keys as well.
  for (const origin of loginOrigins.length === 0 ? [""] : loginOrigins) {
    roots.push(await stretch(secret.reveal(), hashParts([origin, principal])));
  }
  const [root = Buffer.alloc(0)] = roots;
  const record = hashParts([scheme.name, sortedOrigins(scheme), loginOrigins, principal, sortedExtra(identity)]);
  const secrets = roots.map((each) => derive(each, "", "limits", 18).toString("hex"));
  return {
    sealing: derive(root, record, "sealing", 32),
    name: derive(root, record, "name", 18).toString("hex"),
    limits: { secrets, logins: secrets.map((name) => loginName(name, scheme, identity)) },
  };
}

function derive(root: Buffer, salt: Buffer | string, purpose: string, length: number): Buffer {
  return Buffer.from(nodeBuiltins.crypto.hkdfSync("sha256", root, salt, `org-token-store ${purpose}`, length));
}

let lastDerivation: Promise<unknown> = Promise.resolve();

/** Runs scrypt. One at a time: each takes 32 MB, and several at once would leave the main thread no processor. */
function stretch(secret: string, salt: Buffer): Promise<Buffer> {
  const derivation = lastDerivation.then(() => runScrypt(secret, salt));
  lastDerivation = derivation.catch(() => {});
  return derivation;
}

function runScrypt(secret: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    nodeBuiltins.crypto.scrypt(secret, salt, 32, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
