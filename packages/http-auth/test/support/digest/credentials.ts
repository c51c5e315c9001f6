import { createHash } from "node:crypto";
import type { KeyNonces } from "./nonces.js";

/** The parameters of `Authorization: Digest`. */
export type Credentials = Readonly<Record<string, string | undefined>>;

/** Reads `Authorization: Digest`. */
export function readCredentials(header: string): Credentials | undefined {
  if (!header.startsWith("Digest ")) return undefined;
  const pairs = header.slice("Digest ".length).matchAll(/([\w*]+)=(?:"((?:[^"\\]|\\.)*)"|([^",\s]+))/g);
  return Object.fromEntries(
    Array.from(pairs, ([, name, quoted, token]) => [name, quoted?.replace(/\\(.)/g, "$1") ?? token ?? ""]),
  );
}

/** Returns the user name that was sent, in whichever form. */
export function readUsername(sent: Credentials): string | undefined {
  const extended = sent["username*"];
  return extended === undefined ? sent["username"] : decodeURIComponent(extended.replace(/^UTF-8''/, ""));
}

const hashNames: Readonly<Record<string, string>> = { md5: "md5", "sha-256": "sha256", "sha-512-256": "sha512-256" };

/** Returns the function H of RFC 7616 section 3.3, over texts that are joined by colons. */
export function hashOf(algorithm: string): (...texts: readonly (string | Uint8Array)[]) => string {
  const name = hashNames[algorithm.toLowerCase().replace(/-sess$/, "")] ?? "";
  return (...texts) => {
    const hash = createHash(name);
    for (const [index, text] of texts.entries()) hash.update(index === 0 ? "" : ":").update(text);
    return hash.digest("hex");
  };
}

/** The parts of a proof that the service knows by itself. */
export interface ProofParts {
  readonly username: string;
  readonly password: string;
  readonly realm: string;
  readonly keys: KeyNonces;
  /** Empty for the proof in a response. */
  readonly method: string;
  readonly uri: string;
  readonly body: string | Uint8Array;
  /** Undefined for RFC 2069. */
  readonly qop: string | undefined;
}

/** Computes the parameter `response`, or `rspauth` (RFC 7616 sections 3.4.1 and 3.5). */
export function proofOf(sent: Credentials, parts: ProofParts): string {
  const { username, password, realm, keys, method, uri, body, qop } = parts;
  const algorithm = sent["algorithm"] ?? "MD5";
  const h = hashOf(algorithm);
  const user = h(username, realm, password);
  const a1 = algorithm.toLowerCase().endsWith("-sess") ? h(user, keys.nonce, keys.cnonce) : user;
  const a2 = qop === "auth-int" ? h(method, uri, h(body)) : h(method, uri);
  const { nonce = "", nc = "", cnonce = "" } = sent;
  return qop === undefined ? h(a1, nonce, a2) : h(a1, nonce, nc, cnonce, qop, a2);
}
