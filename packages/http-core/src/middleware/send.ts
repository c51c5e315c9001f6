import type { Stage } from "./call-context.js";
import { isPromise } from "../util/maybe-promise.js";
import type { Transport } from "../transports/transport.js";
import { authorized } from "./authorize.js";
import { keepCookies, withCookies } from "./cookies.js";
import { decoded } from "./decode.js";
import { sendEncoded } from "./encode.js";

/**
 * One request and its answer. On the way out: cookies, credential, encoding; on the way in: decoding, cookies. Mostly only
 * the transport is waited for, so all of it is one step and nobody waits for what is there already.
 */
export function hop(transport: Transport): Stage {
  return {
    async send(request, context) {
      const dressed = context.jar.isEmpty ? request : await withCookies(request, context);
      const applied = authorized(dressed, context);
      const answer = await sendEncoded(transport, isPromise(applied) ? await applied : applied, context);
      const decoding = decoded(answer, request, context);
      const response = isPromise(decoding) ? await decoding : decoding;
      const keeping = keepCookies(response, request, context);
      if (isPromise(keeping)) await keeping;
      return response;
    },
  };
}
