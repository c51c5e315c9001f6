import type { Verdict } from "../../auth/scheme.js";
import { AuthSchemeError } from "../../errors.js";
import type { HttpResponse } from "../../http/response.js";
import { quoteName } from "../../util/names/quote-name.js";
import { memberOf } from "../../util/own-members.js";
import type { AppliedRequest, CallAuth } from "../call-context.js";
import { peekBody } from "./peek-body.js";
import { responseContext } from "./response-context.js";

/** What a scheme says about a response. */
export interface Classified {
  /** What the response says about the credential. */
  readonly verdict: Verdict;
  /** The response with its whole body. */
  readonly response: HttpResponse;
}

const verdicts: ReadonlySet<unknown> = new Set<Verdict>(["accepted", "rejected", "challenged"]);

/**
 * Asks a scheme what a response means. If the scheme throws, the body is closed.
 *
 * @param response - may be streamed
 * @param auth - of the call
 * @param applied - the request that got the response
 * @param isStreamed - true if the body can be read once
 * @throws AuthSchemeError `AUTH_SCHEME_INVALID` for an unknown verdict, and any error of `classify`
 */
export async function classify(
  response: HttpResponse,
  auth: CallAuth,
  applied: AppliedRequest,
  isStreamed: boolean,
): Promise<Classified> {
  const { scheme } = auth;
  const { status, headers, url } = response;
  const { peek, restore } = peekBody(response, isStreamed);
  try {
    const context = { ...responseContext(auth, applied), peek };
    const verdict = await memberOf(scheme, "classify")?.call(scheme, { status, headers, url }, context);
    if (verdict === undefined || !verdicts.has(verdict)) throw unknownVerdict(verdict, scheme.name);
    return { verdict, response: restore() };
  } catch (error) {
    void restore().discard();
    throw error;
  }
}

function unknownVerdict(verdict: unknown, scheme: string): AuthSchemeError {
  const found = typeof verdict === "string" ? quoteName(verdict) : typeof verdict;
  const message = `classify() of scheme ${scheme} returned ${found}; return "accepted", "rejected" or "challenged"`;
  return new AuthSchemeError("AUTH_SCHEME_INVALID", message);
}
