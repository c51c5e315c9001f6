import type { CallContext } from "./call-context.js";
import type * as httpError from "./http-error.js";
import type { HttpError } from "../errors.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { Lazy } from "../util/lazy.js";

/** What only a failed response needs: it stays out of the start, and of the first chunk of a bundle. */
export const httpErrors: Lazy<typeof httpError> = new Lazy(() => import("./http-error.js"));

/**
 * Makes the error for a response. Reads at most 64 KB of its body.
 *
 * @param response - with a status that means failure
 * @param request - that the response belongs to
 * @param context - its trace says what was tried
 */
export async function httpErrorOf(
  response: HttpResponse,
  request: HttpRequest,
  context: CallContext,
): Promise<HttpError> {
  const { readErrorBody, httpErrorWith } = await httpErrors.get();
  const body = await readErrorBody(response, context.trace.secrets.texts());
  return httpErrorWith(body, response, request, context);
}
