import type { Clock } from "@org/http-core";

/**
 * Returns how far the authorization server's clock is ahead of this machine's. oauth4webapi needs it to date
 * assertions. The server's `Date` header decides; without it, the session's clock does.
 *
 * @param response - of the server; undefined if there is none yet
 * @param clock - of the login
 * @returns seconds, negative if the server's clock is behind
 */
export function clockOffsetSeconds(response: Response | undefined, clock: Clock): number {
  const serverMs = Date.parse(response?.headers.get("date") ?? "");
  const nowMs = Number.isFinite(serverMs) ? serverMs : clock.nowMs();
  return Math.round((nowMs - Date.now()) / 1000);
}
