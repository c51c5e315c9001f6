import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { CryptoKey, JWK, JWTPayload } from "jose";

const alg = "RS256";

interface Keys {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
  readonly kid: string;
}

/** Signs tokens with its own key, which is generated at the first use and never stored. */
export class JwtSigner {
  #keys: Promise<Keys> | undefined;

  /** Signs claims with RS256. */
  async sign(claims: JWTPayload): Promise<string> {
    const { privateKey, kid } = await this.#getKeys();
    return new SignJWT(claims).setProtectedHeader({ typ: "JWT", alg, kid }).sign(privateKey);
  }

  /** Returns the public key, as an entry of a JSON Web Key Set (RFC 7517). */
  async publicKey(): Promise<JWK> {
    const { jwk, kid } = await this.#getKeys();
    return { ...jwk, kid, alg, use: "sig" };
  }

  #getKeys(): Promise<Keys> {
    this.#keys ??= generateKeys();
    return this.#keys;
  }
}

async function generateKeys(): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  const jwk = await exportJWK(publicKey);
  return { privateKey, jwk, kid: await calculateJwkThumbprint(jwk) };
}
