import type { AnyAuthScheme } from "../../../../src/index.js";
import { broken, type Suite } from "../../../support/broken-scheme.js";
import { apiKeySubject } from "../subjects/api-key.js";
import { nonceLoginSubject, type LearntNonce } from "../subjects/nonce-login.js";
import { countingSubject } from "../subjects/rising-count.js";
import type { Defect } from "./broken-proofs.js";

const title = "sends no nonce of its service twice";

type Context = Parameters<AnyAuthScheme["apply"]>[2];

/** Takes the nonce as if it had not been used, where a condition holds. */
function reusingWhere(isReused: (context: Context, state: LearntNonce) => boolean): Suite {
  const make = broken(nonceLoginSubject, (scheme) => ({
    apply: (request, credential, context) => {
      const { state } = context;
      const isReuse = state !== undefined && isReused(context, state as LearntNonce);
      return scheme.apply(request, credential, isReuse ? { ...context, use: 1 } : context);
    },
  }));
  return { make, covers: ["singleUseNonce"] };
}

/** Schemes that send a nonce twice, and in which situation that shows first. Their service heals each of them by a challenge. */
export const reusedNonces: readonly (readonly [defect: string, situation: string, suite: Suite])[] = [
  [
    "keeps the first nonce that it learns",
    "of calls in a row",
    {
      make: broken(nonceLoginSubject, (scheme) => ({
        apply: (request, credential, context) => scheme.apply(request, credential, { ...context, use: 1 }),
        observe: (response, context) => context.state ?? scheme.observe?.(response, context),
      })),
      covers: ["singleUseNonce"],
    },
  ],
  ["does not look at context.use", "of calls at once", reusingWhere(() => true)],
  [
    "takes a nonce for unused when some time has passed",
    "of a call that is retried after a 503",
    reusingWhere(({ clock }, { atMs }) => clock.nowMs() > atMs),
  ],
  ["counts the uses of a nonce", "of calls in a row", { make: countingSubject, covers: ["singleUseNonce"] }],
];

/** What can be wrong with a nonce that serves once. */
export const brokenNonces: readonly Defect[] = [
  ...reusedNonces.map(([defect, , suite]): Defect => [defect, title, suite]),
  ["has no nonce, although it should", title, { make: apiKeySubject, covers: ["singleUseNonce"] }],
];
