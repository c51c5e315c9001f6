import type { Peek, ResponseHead } from "@org/http-core";
import { parseAuthParams } from "@org/http-core/authoring";
import { HttpAuthError } from "../../errors.js";
import type { Account } from "./account.js";
import { createDigestHash, type DigestHash } from "../challenge/algorithm.js";
import type { SentDigest } from "./authorization.js";
import type { DigestQop } from "../challenge/challenge.js";
import { computeResponse } from "./compute-response.js";

/** Of a larger body, `rspauth` of `auth-int` is not checked. */
const maxCheckedBytes = 16 * 1024 * 1024;
/** A body without a length is known to be complete only if it is shorter than the part of a streamed body that can be read. */
const maxStreamedBytes = 65_536;

/** Returns the nonce that the server wants in the next request (RFC 7616 section 3.5). */
export function readNextNonce(headers: Headers): string | undefined {
  return parseInfo(headers).get("nextnonce");
}

/**
 * Checks `rspauth`, by which the server proves that it knows the password, and with `auth-int` that the response's body
 * was not changed. A response without it is accepted: servers may leave it out.
 *
 * @param response - to be checked
 * @param sent - what the request has sent
 * @param account - whose password it is
 * @param peek - reads the body
 * @throws HttpAuthError `DIGEST_RESPONSE_INVALID`
 */
export async function checkAuthenticationInfo(
  response: ResponseHead,
  sent: SentDigest,
  account: Account,
  { peek }: Peek,
): Promise<void> {
  const info = parseInfo(response.headers);
  const rspauth = info.get("rspauth");
  if (rspauth === undefined || sent.qop === "") return;
  const qop: DigestQop = (info.get("qop") ?? sent.qop).toLowerCase() === "auth-int" ? "auth-int" : "auth";
  const bodyHash = qop === "auth" ? "" : await hashResponse(response, sent.algorithm.hash, peek);
  if (bodyHash === undefined) return;
  const isAnswer = isSame(info.get("cnonce"), sent.cnonce) && isSame(info.get("nc"), sent.nonceCount);
  const expected = computeResponse({ ...sent, ...account, qop, method: "", bodyHash });
  if (isAnswer && rspauth.toLowerCase() === expected) return;
  throw new HttpAuthError(
    "DIGEST_RESPONSE_INVALID",
    "The server's Authentication-Info does not prove that it knows the password, or the response was changed on its way",
    { status: response.status },
  );
}

function parseInfo(headers: Headers): ReadonlyMap<string, string> {
  return parseAuthParams(headers.get("authentication-info"));
}

/** The parameters `cnonce` and `nc` have the values that were sent; servers may leave them out. */
function isSame(echo: string | undefined, sent: string): boolean {
  return echo === undefined || echo.toLowerCase() === sent.toLowerCase();
}

/**
 * Returns `undefined` if not all bytes are known as they were sent: the body is too large or truncated, or was decompressed.
 */
async function hashResponse(
  { headers }: ResponseHead,
  hash: DigestHash,
  peek: Peek["peek"],
): Promise<string | undefined> {
  if (headers.has("content-encoding")) return undefined;
  const body = await peek(maxCheckedBytes);
  const announced = headers.get("content-length");
  const isWhole = announced === null ? body.byteLength < maxStreamedBytes : body.byteLength === Number(announced);
  return isWhole ? createDigestHash(hash).update(body).digest("hex") : undefined;
}
