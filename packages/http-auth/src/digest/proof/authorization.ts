import type { HttpRequest } from "@org/http-core";
import { parseChallenges } from "@org/http-core/authoring";
import { readAlgorithm, type DigestAlgorithm } from "../challenge/algorithm.js";
import { computeResponse, computeUserhash, type DigestParts } from "./compute-response.js";
import type { DigestSpace } from "../challenge/challenge.js";

/** The content of `Authorization`, in addition to the parts that are hashed. */
export type AuthorizationParts = DigestParts & Pick<DigestSpace, "opaque" | "hasUserhash">;

/** What a request has sent in `Authorization`. */
export interface SentDigest {
  readonly algorithm: DigestAlgorithm;
  readonly realm: string;
  readonly nonce: string;
  readonly cnonce: string;
  /** Eight hexadecimal digits; empty in the form of RFC 2069. */
  readonly nonceCount: string;
  readonly qop: string;
  readonly uri: string;
}

/**
 * Writes the value of `Authorization` (RFC 7616 section 3.4).
 *
 * @throws HttpAuthError `DIGEST_ALGORITHM_UNAVAILABLE`
 */
export function writeAuthorization(parts: AuthorizationParts): string {
  const { realm, nonce, uri, opaque, algorithm, qop, nonceCount, cnonce, hasUserhash } = parts;
  const params = [
    writeUsername(parts),
    `realm=${quote(realm)}`,
    `uri=${quote(uri)}`,
    ...(algorithm.name === "" ? [] : [`algorithm=${algorithm.name}`]),
    `nonce=${quote(nonce)}`,
    ...(qop === undefined ? [] : [`nc=${nonceCount}`, `cnonce=${quote(cnonce)}`, `qop=${qop}`]),
    `response="${computeResponse(parts)}"`,
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
    ...(hasUserhash ? ["userhash=true"] : []),
  ];
  return `Digest ${params.join(", ")}`;
}

/** Reads what {@link writeAuthorization} has written; `undefined` if the request carries no digest. */
export function readSentDigest({ headers }: HttpRequest): SentDigest | undefined {
  const [sent] = parseChallenges(headers.get("authorization"));
  if (sent?.scheme !== "digest") return undefined;
  const algorithm = readAlgorithm(sent.params.get("algorithm"));
  if (algorithm === undefined) return undefined;
  const read = (name: string): string => sent.params.get(name) ?? "";
  return {
    algorithm,
    realm: read("realm"),
    nonce: read("nonce"),
    cnonce: read("cnonce"),
    nonceCount: read("nc"),
    qop: read("qop"),
    uri: read("uri"),
  };
}

/** A name beyond ASCII is written in the form of RFC 8187, since not every server reads UTF-8 in quotes. */
function writeUsername({ username, realm, algorithm, hasUserhash }: AuthorizationParts): string {
  if (hasUserhash) return `username="${computeUserhash(algorithm.hash, username, realm)}"`;
  if (/^[ -~]*$/.test(username)) return `username=${quote(username)}`;
  const encoded = username.replace(/[^!#$&+.^_`|~0-9A-Za-z-]/g, percentEncode);
  return `username*=UTF-8''${encoded}`;
}

/** Encodes one character of a byte string. */
function percentEncode(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
