import type { Clock } from "../util/clock.js";

/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date.
 *
 * @param headers - of the response
 * @param clock - tells the present time, to which a date is compared
 * @returns milliseconds to wait, at least 0; `undefined` if the header is absent or malformed
 */
export function retryAfterMs(headers: Pick<Headers, "get">, clock: Clock): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return /[a-z]/i.test(text) && Number.isFinite(date) ? Math.max(0, date - clock.nowMs()) : undefined;
}
