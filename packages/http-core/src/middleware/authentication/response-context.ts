import type { ResponseContext } from "../../auth/scheme.js";
import { noState } from "../../auth/state/learnt-state.js";
import type { AppliedRequest, CallAuth } from "../call-context.js";

/**
 * Makes what a scheme's `observe` and `classify` work with.
 *
 * @param auth - of the call
 * @param applied - the request that got the response
 */
export function responseContext(
  { caller }: CallAuth,
  { request, credential, learnt }: AppliedRequest,
): ResponseContext<unknown, unknown, unknown> {
  const { authOptions: options, clock, randomBytes } = caller;
  const { state, use } = learnt === undefined ? noState : learnt.current;
  return { options, clock, randomBytes, request, credential, state, use };
}
