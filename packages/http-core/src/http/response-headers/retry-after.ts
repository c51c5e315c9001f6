import type { Clock } from "../../util/clock.js";

/** Commas between values. A comma of a date is followed by a day and a month: `Sun, 06 Nov`, `Sunday, 06-Nov`. */
const separator = /,(?!\s*\d{1,2}[ -][a-z]{3})/i;
const seconds = /^\d+(?:\.\d*)?$/;
/** The end of a date that names its time zone. */
const zone = /(?:gmt|utc?|z|[+-]\d{2}:?\d{2})$/i;

/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3): seconds, or a date. Never less than the server asks for: a fraction of a
 * second is rounded up, and of several values the longest is used.
 *
 * @param headers - of the response. Its `Date` is the present time to which a date is compared: it is of the same clock
 * @param clock - tells the present time if the response has no `Date`
 * @returns milliseconds to wait, at least 0; `undefined` if the header is absent or malformed
 */
export function retryAfterMs(headers: Pick<Headers, "get">, clock: Clock): number | undefined {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const nowMs = (): number => readDate(headers.get("date") ?? "") ?? clock.nowMs();
  const waits = text.split(separator).flatMap((value) => readWait(value.trim(), nowMs) ?? []);
  return waits.length === 0 ? undefined : Math.max(...waits);
}

function readWait(value: string, nowMs: () => number): number | undefined {
  if (seconds.test(value)) return Math.min(Math.ceil(Number(value)) * 1000, Number.MAX_SAFE_INTEGER);
  const dateMs = readDate(value);
  return dateMs === undefined ? undefined : Math.max(0, dateMs - nowMs());
}

/** Reads a date in any of the three forms of HTTP. One without a time zone (asctime) is in UTC. */
function readDate(text: string): number | undefined {
  const value = text.trim();
  if (!/[a-z]/i.test(value)) return undefined;
  const utc = /^\d{4}-/.test(value) ? "Z" : " GMT";
  const dateMs = Date.parse(zone.test(value) ? value : value + utc);
  return Number.isFinite(dateMs) ? dateMs : undefined;
}
