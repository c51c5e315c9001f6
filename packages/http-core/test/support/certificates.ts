import "reflect-metadata";
import { webcrypto } from "node:crypto";
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from "@peculiar/x509";
import type { TestCertificates } from "../../src/testing/index.js";

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const day = 86_400_000;

interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** Makes an authority and what it signed, for TLS tests. */
export async function certificates(): Promise<TestCertificates> {
  const keys = await keyPair();
  const authority = await X509CertificateGenerator.createSelfSigned(
    {
      name: "CN=Test authority",
      keys,
      signingAlgorithm: algorithm,
      extensions: [new BasicConstraintsExtension(true, undefined, true)],
      ...lifetime(0),
    },
    webcrypto as never,
  );
  const signed = (name: string, ageDays = 0): Promise<Pair> => leaf(name, ageDays, authority, keys.privateKey);
  const [good, wrongName, expired, client] = await Promise.all([
    signed("localhost"),
    signed("other.example"),
    signed("localhost", 400),
    signed("client"),
  ]);
  return { ca: authority.toString("pem"), good, wrongName, expired, client, selfSigned: await leaf("localhost", 0) };
}

async function leaf(
  name: string,
  ageDays: number,
  issuer?: X509Certificate,
  signingKey?: webcrypto.CryptoKey,
): Promise<Pair> {
  const keys = await keyPair();
  const certificate = await X509CertificateGenerator.create(
    {
      subject: `CN=${name}`,
      issuer: issuer?.subject ?? `CN=${name}`,
      publicKey: keys.publicKey,
      signingKey: signingKey ?? keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: [new SubjectAlternativeNameExtension([{ type: "dns", value: name }])],
      ...lifetime(ageDays),
    },
    webcrypto as never,
  );
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
  return {
    cert: certificate.toString("pem"),
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
  };
}

function keyPair(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<webcrypto.CryptoKeyPair>;
}

function lifetime(ageDays: number): { notBefore: Date; notAfter: Date } {
  const start = Date.now() - (ageDays + 1) * day;
  return { notBefore: new Date(start), notAfter: new Date(start + 365 * day) };
}
