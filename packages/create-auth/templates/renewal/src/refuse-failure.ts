import { AuthenticationError, retryAfterMs, type Clock, type HttpResponse } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";

/**
 * Refuses the response to a login whose status is not 200, or to a logout whose status is not
 * 2xx. A rejected secret is not sent again; after other failures the login is tried later.
 *
 * @throws AuthenticationError with the outcome `rejected`, `throttled` or `transient`
 */
export function refuseFailure({ status, headers }: HttpResponse, clock: Clock, step: "login" | "logout"): void {
  if (status === 200 || (step === "logout" && status >= 200 && status < 300)) return;
  const message = `The ${step} failed with status ${status}`;
  if (status === 401 || status === 403) {
    throw new AuthenticationError("rejected", message, { status });
  }
  throw new AuthenticationError(status === 429 ? "throttled" : "transient", message, {
    status,
    ...omitUndefined({ retryAfterMs: retryAfterMs(headers, clock) }),
  });
}
