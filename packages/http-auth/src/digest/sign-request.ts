import type { HttpRequest } from "@org/http-core";
import { HttpAuthError } from "../errors.js";
import { toAccount } from "./proof/account.js";
import { writeAuthorization } from "./proof/authorization.js";
import type { DigestQop } from "./challenge/challenge.js";
import type { DigestSettings } from "./check-options.js";
import { hashBody } from "./proof/hash-body.js";
import { createCnonce, type SessionUse } from "./session.js";

/** What a request is signed with, in addition to the session. */
export interface SigningContext {
  randomBytes(length: number): Uint8Array;
  readonly signal: AbortSignal | undefined;
}

/**
 * Adds the proof to a request.
 *
 * @param request - stays as it is
 * @param use - the session, and the nonce's count
 * @param settings - user name, password and preferred qop
 * @param context - randomness, and the end of the call
 * @throws HttpAuthError `DIGEST_BODY_UNSIGNABLE`, `DIGEST_ALGORITHM_UNAVAILABLE`
 */
export async function signRequest(
  request: HttpRequest,
  { session, count }: SessionUse,
  settings: DigestSettings,
  { randomBytes, signal }: SigningContext,
): Promise<HttpRequest> {
  const { method, body } = request;
  const { algorithm } = session;
  const qop = chooseQop(request, session.qop, settings.qop);
  const authorization = writeAuthorization({
    ...session,
    ...toAccount(settings),
    cnonce: algorithm.isSession ? session.cnonce : createCnonce(randomBytes),
    nonceCount: count.toString(16).padStart(8, "0"),
    qop,
    method,
    uri: requestTarget(request.url),
    bodyHash: qop === "auth-int" ? await hashBody(body, algorithm.hash, signal) : "",
  });
  return request.with({ headers: { authorization } });
}

/** Returns path and query as they are on the wire; the parts of a `URL` leave out the question mark of an empty query. */
function requestTarget(url: string): string {
  return url.slice(new URL(url).origin.length);
}

/** A stream that can be read once is signed without its body, if the server allows that. */
function chooseQop({ body }: HttpRequest, offered: readonly DigestQop[], preferred: DigestQop): DigestQop | undefined {
  const canReadTwice = body === undefined || body.replayable;
  const possible = canReadTwice ? offered : offered.filter((qop) => qop === "auth");
  if (possible.length > 0) return possible.includes(preferred) ? preferred : possible[0];
  if (offered.length === 0) return undefined;
  const message =
    "The server asks for a digest of the body (auth-int), and a one-shot stream can't be read twice; " +
    "use a factory of streams, text or bytes";
  throw new HttpAuthError("DIGEST_BODY_UNSIGNABLE", message);
}
