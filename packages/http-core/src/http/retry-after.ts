import type { Clock } from "../util/clock.js";

/**
 * How long a server asks to wait (RFC 9110 section 10.2.3), in milliseconds, never below 0.
 *
 * @param headers - of the answer
 * @param clock - for the form with a date
 * @returns undefined where it is absent or in neither form
 */
export function retryAfterMs(headers: Pick<Headers, "get">, clock: Clock): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return /[a-z]/i.test(text) && Number.isFinite(date) ? Math.max(0, date - clock.nowMs()) : undefined;
}
