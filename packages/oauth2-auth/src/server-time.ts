import type { Clock } from "@org/http-core";

/**
 * By how many seconds the authorization server's clock is ahead of this machine's, which is what oauth4webapi reads when
 * it dates an assertion or checks the dates of an ID token. The server's own `Date` says so; without one, the session's
 * clock stands in.
 *
 * @param answer - of the server, if one is there yet
 * @param clock - of the login
 */
export function secondsAhead(answer: Response | undefined, clock: Clock): number {
  const told = Date.parse(answer?.headers.get("date") ?? "");
  const now = Number.isFinite(told) ? told : clock.nowMs();
  return Math.round((now - Date.now()) / 1000);
}
