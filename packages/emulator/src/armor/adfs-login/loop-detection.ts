import type { AdfsSession } from "../tokens/adfs-sessions.js";

const maxTokens = 5;
const windowMs = 20_000;

/**
 * Counts the tokens of a session. Source: the loop detection of AD FS, five tokens in twenty seconds.
 *
 * @returns how many there are now, or undefined for one too many
 */
export function countToken(session: AdfsSession, nowMs: number): number | undefined {
  const recent = session.tokenTimesMs.filter((timeMs) => timeMs > nowMs - windowMs);
  if (recent.length >= maxTokens) return undefined;
  session.tokenTimesMs = [...recent, nowMs];
  return session.tokenTimesMs.length;
}
