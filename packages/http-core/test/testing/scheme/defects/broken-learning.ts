import type { AnyAuthScheme } from "../../../../src/index.js";
import { broken } from "../../../support/broken-scheme.js";
import { apiKeySubject } from "../subjects/api-key.js";
import { timeSubject } from "../subjects/learnt-time.js";
import { countingSubject } from "../subjects/rising-count.js";
import type { Defect } from "./broken-proofs.js";

const oneRequest = "sends one request for each call once it has learnt from responses";
const wrongSecret = "stops sending a wrong secret when the re-authentication window is exhausted";
const wrongClock = "learns the server's time where the machine's clock is wrong";

type Change = (scheme: AnyAuthScheme) => Partial<AnyAuthScheme>;

function brokenTime(change: Change): Defect[2] {
  return { make: broken(timeSubject, change), covers: ["time"] };
}

/** What can be wrong with what a scheme makes of responses. */
export const brokenLearning: readonly Defect[] = [
  [
    "has no observe, and so is challenged each time",
    oneRequest,
    {
      make: (options) => {
        const subject = countingSubject(options);
        const { observe: _, ...scheme } = subject.scheme;
        return { ...subject, scheme };
      },
    },
  ],
  [
    "takes a request that was overtaken for a wrong key",
    "gets calls accepted that arrive in another order than they were sent",
    {
      make: broken(countingSubject, () => ({
        classify: ({ status }, { request }) => {
          if (status !== 401) return "accepted";
          return request.headers.has("x-proof") ? "rejected" : "challenged";
        },
      })),
    },
  ],
  [
    "is challenged for ever with a wrong key",
    wrongSecret,
    {
      make: broken(countingSubject, () => ({ classify: ({ status }) => (status === 401 ? "challenged" : "accepted") })),
    },
  ],
  [
    "accepts the refusal of a wrong key",
    wrongSecret,
    { make: broken(apiKeySubject, () => ({ classify: () => "accepted" })) },
  ],
  ["does not learn the server's time", wrongClock, brokenTime(() => ({ observe: (_response, { state }) => state }))],
  [
    "takes a refused time for a wrong key",
    wrongClock,
    brokenTime(() => ({ classify: ({ status }) => (status === 401 ? "rejected" : "accepted") })),
  ],
  [
    "subtracts how far its clock is wrong",
    wrongClock,
    brokenTime(({ apply }) => ({
      apply: (request, credential, context) => {
        const { state } = context;
        return apply(request, credential, typeof state === "number" ? { ...context, state: -state } : context);
      },
    })),
  ],
];
