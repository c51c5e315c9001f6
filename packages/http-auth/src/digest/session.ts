import type { ApplyContext } from "@org/http-core";
import type { DigestHash } from "./challenge/algorithm.js";
import type { DigestChallenge, DigestSpace } from "./challenge/challenge.js";
import { chooseChallenge } from "./challenge/choose-challenge.js";

/** What is remembered for an origin: plain data, so that the session of http-core can count how often it is used. */
export interface DigestSession extends DigestSpace {
  /** The client's nonce of algorithms with session keys, which stays the same until the next challenge. */
  readonly cnonce: string;
}

/** A session, and how often its nonce has been used. */
export interface SessionUse {
  readonly session: DigestSession;
  /** This request included. */
  readonly count: number;
}

/** Starts a session with a challenge's nonce. */
export function startSession({ space }: DigestChallenge, randomBytes: RandomBytes): DigestSession {
  return { ...space, cnonce: createCnonce(randomBytes) };
}

/**
 * Finds the session that a request uses: that of its own challenge, otherwise the remembered one. A request that has a
 * challenge of its own does not share its nonce, so no other request can overtake it with a higher count.
 *
 * @param context - of `apply`
 * @param allowed - the option `algorithms`
 * @returns `undefined` if the server has not sent a challenge yet
 */
export function findSession(
  { challenge, state, use, randomBytes }: ApplyContext<void, DigestSession>,
  allowed: readonly DigestHash[],
): SessionUse | undefined {
  const own = challenge === undefined ? undefined : chooseChallenge(challenge.headers, allowed);
  if (own !== undefined && own.space.nonce !== state?.nonce)
    return { session: startSession(own, randomBytes), count: 1 };
  return state === undefined ? undefined : { session: state, count: Math.max(1, use) };
}

type RandomBytes = (length: number) => Uint8Array;

/** Creates a nonce of the client: 128 random bits in hexadecimal. */
export function createCnonce(randomBytes: RandomBytes): string {
  return Buffer.from(randomBytes(16)).toString("hex");
}
