import { AuthenticationError, readServerMessage, retryAfterMs, type Clock, type HttpResponse } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";

/**
 * Refuses a response whose status is not 200. The error quotes the service's reason. A rejected
 * secret is not sent again; after other failures the login is tried later.
 *
 * @throws AuthenticationError with the outcome `rejected`, `throttled` or `transient`
 */
export async function refuseFailure(response: HttpResponse, clock: Clock): Promise<void> {
  const { status, headers } = response;
  if (status === 200) return;
  const reason = await readServerMessage(response);
  const message = `The login failed with status ${status}${reason === undefined ? "" : `: ${reason}`}`;
  if (status === 401 || status === 403) {
    throw new AuthenticationError("rejected", message, { status });
  }
  throw new AuthenticationError(status === 429 ? "throttled" : "transient", message, {
    status,
    ...omitUndefined({ retryAfterMs: retryAfterMs(headers, clock) }),
  });
}
