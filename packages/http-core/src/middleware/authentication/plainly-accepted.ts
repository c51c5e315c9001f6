import type { HttpResponse } from "../../http/response.js";
import { memberOf } from "../../util/own-members.js";
import type { CallAuth, CallContext } from "../call-context.js";

/**
 * Returns true for a response that needs no verdict: its request had no credential, or the scheme has no `classify` and the
 * response is no 401 that a login could help with.
 */
export function isPlainlyAccepted(
  { status }: HttpResponse,
  { scheme, source }: CallAuth,
  { trace }: CallContext,
): boolean {
  if (!trace.isAuthorized) return true;
  return memberOf(scheme, "classify") === undefined && (status !== 401 || source === undefined);
}
