import { AuthenticationError, retryAfterMs, type Clock, type HttpResponse } from "@org/http-core";

/**
 * Tells a wrong secret, which is never sent again, from what may pass.
 *
 * @throws AuthenticationError where the answer is not 200
 */
export function refuseFailure({ status, headers }: HttpResponse, clock: Clock): void {
  if (status === 200) return;
  const message = `The login was answered with ${status}`;
  if (status === 401 || status === 403) {
    throw new AuthenticationError("rejected", message, { status });
  }
  const waitMs = retryAfterMs(headers, clock);
  throw new AuthenticationError(status === 429 ? "throttled" : "transient", message, {
    status,
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
  });
}
