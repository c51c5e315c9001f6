import { checkPlainData, describeType } from "../../auth/plain-data.js";
import { AuthSchemeError } from "../../errors.js";
import type { HttpResponse } from "../../http/response.js";
import { memberOf } from "../../util/own-members.js";
import type { CallContext } from "../call-context.js";
import { responseContext } from "./response-context.js";

/**
 * Lets a scheme learn from the head of a response, unless the credential of its request has been replaced since.
 *
 * @param response - to the last request of the call; its body has not been read
 * @param context - of the call
 * @throws AuthSchemeError `AUTH_SCHEME_INVALID` if `observe` throws or returns something that is not plain data
 */
export function observe(response: HttpResponse, { auth, trace }: CallContext): void {
  const { applied } = trace;
  const learnt = applied?.learnt;
  const observing = auth === undefined ? undefined : memberOf(auth.scheme, "observe");
  if (auth === undefined || applied === undefined || learnt === undefined || observing === undefined) return;
  if (auth.source !== undefined && !auth.source.holds(trace.credentialVersion)) return;
  const { scheme } = auth;
  const { status, headers, url } = response;
  try {
    const state = observing.call(scheme, { status, headers, url }, responseContext(auth, applied));
    checkState(state, scheme.name);
    learnt.learn(state);
  } catch (cause) {
    void response.discard();
    if (cause instanceof AuthSchemeError) throw cause;
    throw new AuthSchemeError(
      "AUTH_SCHEME_INVALID",
      `observe() of scheme ${scheme.name} threw an error; it must not throw`,
      {
        cause,
      },
    );
  }
}

function checkState(state: unknown, scheme: string): void {
  const refuse = (what: string, found: unknown, expected: string): never => {
    const message = `observe() of scheme ${scheme} returned a state that can't be kept: ${what} ${describeType(found)}; expected ${expected}`;
    throw new AuthSchemeError("AUTH_SCHEME_INVALID", message);
  };
  checkPlainData(state, "state", refuse, (value) => value === undefined);
}
