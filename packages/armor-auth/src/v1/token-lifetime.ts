const minuteMs = 60_000;
const defaultLifetimeMs = 15 * minuteMs;
const maxMinutes = 60;
const maxSeconds = 86_400;

/**
 * Reads a token's lifetime. The unit of `expires_in` has changed over the years (1800 seconds, 15 minutes, 900 seconds),
 * so values up to 60 are read as minutes and larger ones as seconds. An invalid value is read as 15 minutes.
 *
 * @param expiresIn - the response's `expires_in`
 * @returns milliseconds
 */
export function readLifetimeMs(expiresIn: unknown): number {
  if (typeof expiresIn !== "number" || !Number.isInteger(expiresIn)) return defaultLifetimeMs;
  if (expiresIn < 1 || expiresIn > maxSeconds) return defaultLifetimeMs;
  return expiresIn <= maxMinutes ? expiresIn * minuteMs : expiresIn * 1000;
}
