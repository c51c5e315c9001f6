import { AuthenticationError, readServerMessage, retryAfterMs, type Clock, type HttpResponse } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";

/** What was asked of the service. */
export type Step = "login" | "renewal" | "logout";

/**
 * Refuses the response to a login or renewal whose status is not 200, or to a logout whose status
 * is not 2xx. The error quotes the service's reason. A rejected secret is not sent again; after
 * other failures the login is tried later.
 *
 * @throws AuthenticationError with the outcome `rejected`, `throttled` or `transient`
 */
export async function refuseFailure(response: HttpResponse, clock: Clock, step: Step): Promise<void> {
  const { status, headers } = response;
  if (status === 200 || (step === "logout" && status >= 200 && status < 300)) return;
  const reason = await readServerMessage(response);
  const message = `The ${step} failed with status ${status}${reason === undefined ? "" : `: ${reason}`}`;
  if (status === 401 || status === 403) {
    throw new AuthenticationError("rejected", message, { status });
  }
  throw new AuthenticationError(status === 429 ? "throttled" : "transient", message, {
    status,
    ...omitUndefined({ retryAfterMs: retryAfterMs(headers, clock) }),
  });
}
