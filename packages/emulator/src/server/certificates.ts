import "reflect-metadata";
import type { webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { JsonGeneralName, X509Certificate } from "@peculiar/x509";
import { armorHosts, vigilesHosts } from "./hosts.js";

/** The certificates and the key of the HTTPS server, as PEM text. */
export interface Certificates {
  /** The CA certificate that clients must trust. Its private key is discarded. */
  readonly ca: string;
  /** The server certificate, signed by the CA. */
  readonly cert: string;
  /** The private key of the server certificate. */
  readonly key: string;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const caName = "CN=Emulator test CA, O=For tests only";
const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;

/** Creates a new CA, and one certificate for all served hosts, localhost, 127.0.0.1 and ::1. Both are valid for a year. */
export async function createCertificates(): Promise<Certificates> {
  const caKeys = await generateKeys();
  const keys = await generateKeys();
  const ca = await createAuthority(caKeys);
  const cert = await createLeaf(keys.publicKey, ca, caKeys.privateKey);
  return { ca: toPem(ca), cert: toPem(cert), key: await privateKeyPem(keys.privateKey) };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function createAuthority(keys: webcrypto.CryptoKeyPair): Promise<X509Certificate> {
  return X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name: caName,
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
}

async function createLeaf(
  publicKey: webcrypto.CryptoKey,
  ca: X509Certificate,
  signingKey: webcrypto.CryptoKey,
): Promise<X509Certificate> {
  return X509CertificateGenerator.create({
    ...validity(),
    subject: "CN=localhost",
    issuer: caName,
    publicKey,
    signingKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(subjectNames()),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(ca.publicKey),
    ],
  });
}

function subjectNames(): JsonGeneralName[] {
  const names = [...armorHosts, ...vigilesHosts, "localhost"];
  return [
    ...names.map((value) => ({ type: "dns", value }) as const),
    { type: "ip", value: "127.0.0.1" },
    { type: "ip", value: "::1" },
  ];
}

/** Uses the machine's time instead of the virtual clock, because clients check certificates against their own time. */
function validity(): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - hourMs), notAfter: new Date(now + yearMs) };
}

/** Ends the text with a line break, so that certificates can be joined to a bundle. */
function toPem(certificate: X509Certificate): string {
  return `${certificate.toString("pem")}\n`;
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await crypto.subtle.exportKey("pkcs8", key)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/.{64}/g, "$&\n").trimEnd()}\n-----END PRIVATE KEY-----\n`;
}
