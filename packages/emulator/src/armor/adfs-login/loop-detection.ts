import type { AdfsSession } from "../tokens/adfs-sessions.js";

const maxTokens = 5;
const windowMs = 20_000;

/**
 * Counts a new token of a session. AD FS allows five tokens in twenty seconds (its loop detection).
 *
 * @returns the number of tokens in the last twenty seconds, or undefined if the new one is not allowed
 */
export function countToken(session: AdfsSession, nowMs: number): number | undefined {
  const recent = session.tokenTimesMs.filter((timeMs) => timeMs > nowMs - windowMs);
  if (recent.length >= maxTokens) return undefined;
  session.tokenTimesMs = [...recent, nowMs];
  return session.tokenTimesMs.length;
}
