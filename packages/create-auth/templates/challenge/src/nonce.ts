import type { ApplyContext, ResponseContext, ResponseHead, Verdict } from "@org/http-core";
import { parseChallenges } from "@org/http-core/authoring";

/** A nonce of the server. */
export interface NonceUse {
  readonly nonce: string;
  /** How many requests have used it, this one included. The service accepts a count once, and none below it. */
  readonly count: number;
}

type Context = Pick<ResponseContext<void, void, string>, "request" | "state">;

/**
 * Finds the nonce for a request: that of its own challenge, or else the one that was learnt. A request with a challenge of
 * its own does not share its nonce until it is accepted, so that no other request can overtake it with a higher count.
 *
 * @returns `undefined` if the server has not sent a challenge yet
 */
export function findUse({ challenge, state, use }: ApplyContext<void, string>): NonceUse | undefined {
  const own = challenge === undefined ? undefined : readNonce(challenge.headers);
  if (own !== undefined) return { nonce: own, count: 1 };
  // The request that met the challenge had count 1.
  return state === undefined ? undefined : { nonce: state, count: use + 1 };
}

/**
 * Returns the nonce that later requests use: the first that was accepted. One that is refused is forgotten. A response to
 * a request with another nonce changes nothing, since responses come in any order.
 */
export function learnNonce({ status }: ResponseHead, { request, state }: Context): string | undefined {
  const sent = readUse(request.headers);
  if (status === 401) return sent?.nonce === state ? undefined : state;
  return state ?? sent?.nonce;
}

/**
 * Tells a nonce that is too old from a wrong password. A later use of a nonce may have been overtaken, or the server has
 * forgotten it; only the first use proves that the password is wrong.
 */
export function judgeResponse({ status, headers }: ResponseHead, { request }: Pick<Context, "request">): Verdict {
  if (status !== 401) return "accepted";
  const sent = readUse(request.headers);
  if (readNonce(headers) === undefined) return sent === undefined ? "accepted" : "rejected";
  return sent?.count === 1 ? "rejected" : "challenged";
}

/** Reads `WWW-Authenticate`. A nonce that no quoted string can carry without escapes is refused. */
function readNonce(headers: Headers): string | undefined {
  const challenges = parseChallenges(headers.get("www-authenticate"));
  const nonce = challenges.find(({ scheme }) => scheme === "acme")?.params.get("nonce");
  return nonce !== undefined && /^[!#-[\]-~]{1,200}$/.test(nonce) ? nonce : undefined;
}

/** Reads what a request has sent in `Authorization`. */
function readUse(headers: Headers): NonceUse | undefined {
  const [sent] = parseChallenges(headers.get("authorization"));
  const nonce = sent?.params.get("nonce");
  return nonce === undefined ? undefined : { nonce, count: Number(sent?.params.get("count")) };
}
