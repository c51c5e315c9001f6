import { checkOptions } from "./check-options.js";
import { findUse, judgeResponse, learnNonce } from "./nonce.js";
import { writeProof } from "./proof.js";
import type { AcmeAuthOptions, ChallengeScheme } from "./types.js";

/**
 * Creates a scheme that meets challenges. The first request goes without a proof, and is sent again with the nonce of the
 * server's challenge. Later requests use this nonce again, with a rising count.
 *
 * @param options - user name, password and service
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function acmeAuth(options: AcmeAuthOptions): ChallengeScheme {
  const settings = checkOptions(options);
  const { username, password, origin } = settings;
  return {
    name: "acme",
    origins: [origin],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal: username, secret: password }),
    apply(request, _credential, context) {
      const use = findUse(context);
      if (use === undefined) return request;
      const authorization = writeProof(request, use, settings);
      return request.with({ headers: { authorization } });
    },
    observe: (response, context) => learnNonce(response, context),
    classify: (response, context) => judgeResponse(response, context),
  };
}
