import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

const toPem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();
const rsa = (modulusLength: number): string => toPem(generateKeyPairSync("rsa", { modulusLength }).privateKey);
const curve = (namedCurve: string): string => toPem(generateKeyPairSync("ec", { namedCurve }).privateKey);

/** Private keys of all kinds, as PEM. */
export const keys = {
  rsa: rsa(2048),
  shortRsa: rsa(1024),
  p256: curve("P-256"),
  p384: curve("P-384"),
  p521: curve("P-521"),
  otherCurve: curve("secp256k1"),
  ed25519: toPem(generateKeyPairSync("ed25519").privateKey),
} as const;

/** The public half of the RSA key. */
export const publicKey: string = createPublicKey(keys.rsa).export({ type: "spki", format: "pem" }).toString();

/** A private key that needs a passphrase. */
export const lockedKey: string = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" })
  .toString();
