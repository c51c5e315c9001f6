import { createPrivateKey, type KeyObject, type webcrypto } from "node:crypto";
import type { Secret } from "@org/http-core";
import { checkChoice, refuseOption } from "@org/http-core/authoring";

/** How assertions may be signed (RFC 7518 section 3.1, RFC 8037). */
export type SigningAlgorithm = "RS256" | "PS256" | "ES256" | "ES384" | "ES512" | "EdDSA";

/** A private key, and the algorithm that it is used with. */
export interface SigningKey {
  /** The parsed key. */
  readonly key: KeyObject;
  /** The name of the algorithm in assertions. */
  readonly algorithm: SigningAlgorithm;
}

/** An algorithm, as the Web Crypto API names it. */
interface Algorithm {
  /** The type of its keys; of an EC key, the curve. */
  readonly keyType: string;
  readonly parameters: webcrypto.RsaHashedImportParams | webcrypto.EcKeyImportParams | { readonly name: string };
}

/** Of several algorithms for a type of key, the first one is the default. */
const algorithms: Readonly<Record<SigningAlgorithm, Algorithm>> = {
  RS256: { keyType: "rsa", parameters: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } },
  PS256: { keyType: "rsa", parameters: { name: "RSA-PSS", hash: "SHA-256" } },
  ES256: { keyType: "prime256v1", parameters: { name: "ECDSA", namedCurve: "P-256" } },
  ES384: { keyType: "secp384r1", parameters: { name: "ECDSA", namedCurve: "P-384" } },
  ES512: { keyType: "secp521r1", parameters: { name: "ECDSA", namedCurve: "P-521" } },
  EdDSA: { keyType: "ed25519", parameters: { name: "Ed25519" } },
};
const algorithmNames = Object.keys(algorithms) as SigningAlgorithm[];
/** RFC 7518 section 3.3. */
const minRsaBits = 2048;

/**
 * Reads a private key.
 *
 * @param pem - PKCS #8, PKCS #1 or SEC1, without a passphrase
 * @param algorithm - as the caller gave it; undefined chooses one by the type of the key
 * @throws InputError `OPTION_INVALID`; the message quotes nothing of the key
 */
export function readSigningKey(pem: Secret, algorithm: unknown): SigningKey {
  const key = parseKey(pem);
  const { asymmetricKeyType, asymmetricKeyDetails: { namedCurve, modulusLength = minRsaBits } = {} } = key;
  const keyType = namedCurve ?? asymmetricKeyType;
  const suitable = algorithmNames.filter((name) => algorithms[name].keyType === keyType);
  const [defaultAlgorithm] = suitable;
  if (defaultAlgorithm === undefined || modulusLength < minRsaBits) {
    refuseOption(
      "privateKey",
      `an RSA key of at least ${minRsaBits} bits, an EC key (P-256, P-384, P-521) or an Ed25519 key`,
    );
  }
  return { key, algorithm: checkChoice("signingAlgorithm", algorithm ?? defaultAlgorithm, suitable) };
}

function parseKey(pem: Secret): KeyObject {
  try {
    return createPrivateKey(pem.reveal());
  } catch {
    return refuseOption("privateKey", "a private key as PEM text, without a passphrase");
  }
}

/** Returns the key in the form that oauth4webapi signs with. */
export async function importSigningKey({ key, algorithm }: SigningKey): Promise<webcrypto.CryptoKey> {
  const { parameters } = algorithms[algorithm];
  return crypto.subtle.importKey("pkcs8", key.export({ type: "pkcs8", format: "der" }), parameters, false, ["sign"]);
}
