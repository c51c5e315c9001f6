import type { ResponseContext, ResponseHead } from "@org/http-core";
import type { DigestHash } from "./challenge/algorithm.js";
import { readNextNonce } from "./proof/authentication-info.js";
import { readSentDigest, type SentDigest } from "./proof/authorization.js";
import type { DigestChallenge } from "./challenge/challenge.js";
import { chooseChallenge } from "./challenge/choose-challenge.js";
import { startSession, type DigestSession } from "./session.js";

type Context = ResponseContext<void, void, DigestSession>;

/**
 * Returns the session after a response: a new one after a challenge, and the same with another nonce after `nextnonce`.
 * A response to a request with an older nonce changes nothing, since responses come in any order.
 *
 * @param response - status and headers
 * @param context - the request, and the session as it is now
 * @param allowed - the option `algorithms`
 */
export function learnSession(
  response: ResponseHead,
  { request, state, randomBytes }: Context,
  allowed: readonly DigestHash[],
): DigestSession | undefined {
  const sent = readSentDigest(request);
  if (state !== undefined && sent?.nonce !== state.nonce) return state;
  if (response.status !== 401) return withNextNonce(state, response.headers);
  const challenge = chooseChallenge(response.headers, allowed);
  if (challenge === undefined) return state;
  if (isRefusal(sent, challenge)) return undefined;
  const session = startSession(challenge, randomBytes);
  // A nonce that is issued twice is counted on, so everything has to stay the same.
  return state?.nonce === session.nonce ? { ...session, cnonce: state.cnonce } : session;
}

/**
 * Returns true if a challenge says that the password is wrong: it names the same realm as the request, and does not say
 * that the nonce was too old. Some servers forget nonces without saying so; a nonce that was used before proves nothing
 * about the password.
 *
 * @param sent - what the request has sent; `undefined` for a request without a digest
 * @param challenge - the new one
 */
export function isRefusal(sent: SentDigest | undefined, challenge: DigestChallenge): boolean {
  if (sent === undefined || challenge.isStale || challenge.space.realm !== sent.realm) return false;
  return sent.nonceCount === "" || Number.parseInt(sent.nonceCount, 16) === 1;
}

/** Session keys depend on their first nonce. They stay with it until it is stale, since servers differ in what they do then. */
function withNextNonce(state: DigestSession | undefined, headers: Headers): DigestSession | undefined {
  if (state === undefined || state.algorithm.isSession) return state;
  const nonce = readNextNonce(headers);
  return nonce === undefined ? state : { ...state, nonce };
}
