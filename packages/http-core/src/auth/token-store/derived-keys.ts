import { nodeBuiltins } from "../../node-builtins.js";
import { nameOfObject, sortedExtra, sortedLoginOrigins, sortedOrigins } from "../hash-identity.js";
import type { Secret } from "../../redaction/secret.js";
import { loginName, type LimitNames } from "../limits/limit-names.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";

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

/** Whose keys are derived. */
export interface KeyOwner {
  /** Its name and origins distinguish the keys of records. */
  readonly scheme: AnyAuthScheme;
  /** Extra parts distinguish the keys of records. */
  readonly identity: Identity;
  /** Of the session. It replaces the secret of an identity that has none. */
  readonly tokenStoreKey: Secret | undefined;
}

/**
 * Derives an identity's keys: scrypt once for each login origin, then HKDF (RFC 5869) for each purpose. The input of scrypt
 * is the identity's secret, its salt login origin and principal.
 *
 * @param owner - without a secret and without a key of the session, its keys are those of this process
 */
export async function deriveKeys({ scheme, identity, tokenStoreKey }: KeyOwner): Promise<DerivedKeys> {
  const { principal } = identity;
  const { kind, text } = inputOf(scheme, identity.secret, tokenStoreKey);
  const loginOrigins = sortedLoginOrigins(scheme);
  const roots: Buffer[] = [];
  // A scheme without any origin has keys as well.
  for (const origin of loginOrigins.length === 0 ? [""] : loginOrigins) {
    roots.push(await stretch(text, saltOf([kind, origin, principal])));
  }
  const [root = Buffer.alloc(0)] = roots;
  const record = saltOf([scheme.name, sortedOrigins(scheme), loginOrigins, principal, sortedExtra(identity)]);
  const secrets = roots.map((each) => derive(each, "", "limits", 18).toString("hex"));
  return {
    sealing: derive(root, record, "sealing", 32),
    name: derive(root, record, "name", 18).toString("hex"),
    limits: { secrets, logins: secrets.map((name) => loginName(name, scheme, identity)) },
  };
}

/** The kind distinguishes a secret from a session's key with the same text. */
function inputOf(
  scheme: AnyAuthScheme,
  secret: Secret | undefined,
  tokenStoreKey: Secret | undefined,
): { readonly kind: string; readonly text: string } {
  if (secret !== undefined) return { kind: "secret", text: secret.reveal() };
  if (tokenStoreKey !== undefined) return { kind: "tokenStoreKey", text: tokenStoreKey.reveal() };
  return { kind: "scheme", text: nameOfObject(scheme) };
}

function saltOf(parts: readonly unknown[]): Buffer {
  return nodeBuiltins.crypto.createHash("sha256").update(JSON.stringify(parts)).digest();
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
