import type { Cookie } from "tough-cookie";
import { utf8Length } from "../../util/platform/bytes.js";

/** Maximum number of cookies of one origin, as in browsers. */
const maxCookies = 180;
/** Maximum size of the cookies of one origin, in bytes: what most servers take as a header. */
const maxCookieBytes = 8192;

/** True for a value of `Set-Cookie` whose cookie would be larger than all cookies of an origin may be. */
export function isOversized(line: string): boolean {
  return utf8Length(line.split(";", 1)[0] ?? "") > maxCookieBytes;
}

/**
 * Chooses the cookies that an origin has too many of: the oldest ones.
 *
 * @param cookies - of the origin, in any order
 */
export function surplusCookies(cookies: readonly Cookie[]): readonly Cookie[] {
  const newestFirst = cookies.toSorted(
    (one, other) => createdMs(other) - createdMs(one) || other.creationIndex - one.creationIndex,
  );
  let bytes = 0;
  const firstSurplus = newestFirst.findIndex((cookie, index) => {
    bytes += utf8Length(cookie.cookieString()) + (index === 0 ? 0 : "; ".length);
    return index >= maxCookies || bytes > maxCookieBytes;
  });
  return firstSurplus < 0 ? [] : newestFirst.slice(firstSurplus);
}

function createdMs({ creation }: Cookie): number {
  return creation === null || typeof creation === "string" ? 0 : creation.getTime();
}
