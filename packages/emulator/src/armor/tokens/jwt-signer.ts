import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { CryptoKey, JWK, JWTPayload } from "jose";

const alg = "RS256";

interface Keys {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
  readonly kid: string;
}

/** Signs tokens under a key of its own, which is made when first needed and never stored. */
export class JwtSigner {
  #keys: Promise<Keys> | undefined;

  async sign(claims: JWTPayload): Promise<string> {
    const { privateKey, kid } = await this.#getKeys();
    return new SignJWT(claims).setProtectedHeader({ typ: "JWT", alg, kid }).sign(privateKey);
  }

  /** The public key as a key set has it (RFC 7517). */
  async publicKey(): Promise<JWK> {
    const { jwk, kid } = await this.#getKeys();
    return { ...jwk, kid, alg, use: "sig" };
  }

  #getKeys(): Promise<Keys> {
    this.#keys ??= makeKeys();
    return this.#keys;
  }
}

async function makeKeys(): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const jwk = await exportJWK(publicKey);
  return { privateKey, jwk, kid: await calculateJwkThumbprint(jwk) };
}
