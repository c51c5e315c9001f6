const minuteMs = 60_000;
const defaultLifetimeMs = 15 * minuteMs;
const mostMinutes = 60;
const mostSeconds = 86_400;

/**
 * How long a token lives. The field's unit changed over the years (1800 seconds, then 15 minutes, then 900 seconds),
 * so that up to 60 it counts as minutes and above that as seconds; what makes no sense counts as 15 minutes.
 *
 * @param expiresIn - the answer's `expires_in`
 */
export function lifetimeMs(expiresIn: unknown): number {
  if (typeof expiresIn !== "number" || !Number.isInteger(expiresIn)) return defaultLifetimeMs;
  if (expiresIn < 1 || expiresIn > mostSeconds) return defaultLifetimeMs;
  return expiresIn <= mostMinutes ? expiresIn * minuteMs : expiresIn * 1000;
}
