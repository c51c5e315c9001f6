import { Lazy } from "../../util/lazy.js";
import type { HttpResponse } from "../../http/response.js";
import type { CallContext, Stage } from "../call-context.js";
import type { FirstRound } from "./later-rounds.js";
import { isPlainlyAccepted } from "./plainly-accepted.js";

/**
 * Loaded with the first response that a scheme has to read: neither the start of a program nor the first chunk of a
 * bundle needs it.
 */
const laterRounds = new Lazy(() => import("./later-rounds.js"));

/** Sends a request again after a challenge, with a new proof, and after a rejected credential has been replaced. */
export function reauthenticate(next: Stage): Stage {
  async function goOn(first: FirstRound, context: CallContext): Promise<HttpResponse> {
    const { sendLaterRounds } = await laterRounds.get();
    return sendLaterRounds(next, first, context);
  }

  return {
    send(request, context) {
      const { auth } = context;
      const sending = next.send(request, context);
      if (auth === undefined) return sending;
      return sending.then((response) =>
        isPlainlyAccepted(response, auth, context) ? response : goOn({ request, response, auth }, context),
      );
    },
  };
}
