import type { ResponseContext, ResponseHead, Peek, Verdict } from "@org/http-core";
import { checkAuthenticationInfo } from "./proof/authentication-info.js";
import { readSentDigest, type SentDigest } from "./proof/authorization.js";
import { checkOptions, type DigestSettings } from "./check-options.js";
import { chooseChallenge, refuseOffer } from "./challenge/choose-challenge.js";
import { toAccount } from "./proof/account.js";
import { isInDomain } from "./challenge/domain.js";
import { isRefusal, learnSession } from "./learn.js";
import { findSession, type DigestSession } from "./session.js";
import { signRequest } from "./sign-request.js";
import type { DigestAuthOptions, DigestAuthScheme } from "./types.js";

/**
 * Creates the scheme for HTTP Digest authentication (RFC 7616). The first request to an origin goes without a proof and
 * is sent again after the server's challenge. Later requests use its nonce again, with a rising count.
 *
 * @param options - user name, password, the hosts that may receive proofs, and which algorithms are allowed
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function digestAuth(options: DigestAuthOptions): DigestAuthScheme {
  const settings = checkOptions(options);
  const { username, password, origins, algorithms } = settings;
  return {
    name: "digest",
    origins,
    secrets: { headers: ["authorization", "authentication-info"] },
    identity: () => ({ principal: username, secret: password }),
    apply(request, _credential, context) {
      const use = findSession(context, algorithms);
      if (use === undefined) return request;
      const isAllowed = context.challenge !== undefined || canSignUnasked(request.url, use.session);
      return isAllowed ? signRequest(request, use, settings, context) : request;
    },
    observe: (response, context) => learnSession(response, context, algorithms),
    classify: (response, context) => classify(response, context, settings),
  };
}

/**
 * A server of RFC 2069 does not count the uses of a nonce, so it can't detect a copied proof. It sends a challenge each time.
 */
function canSignUnasked(url: string, { qop, domain }: DigestSession): boolean {
  return qop.length > 0 && isInDomain(url, domain);
}

type Context = ResponseContext<void, void, DigestSession> & Peek;

async function classify(response: ResponseHead, context: Context, settings: DigestSettings): Promise<Verdict> {
  const sent = readSentDigest(context.request);
  if (response.status === 401) return classifyRefusal(response.headers, sent, settings);
  if (sent !== undefined) await checkAuthenticationInfo(response, sent, toAccount(settings), context);
  return "accepted";
}

function classifyRefusal(headers: Headers, sent: SentDigest | undefined, { algorithms }: DigestSettings): Verdict {
  const challenge = chooseChallenge(headers, algorithms);
  if (challenge !== undefined) return isRefusal(sent, challenge) ? "rejected" : "challenged";
  refuseOffer(headers, algorithms);
  return sent === undefined ? "accepted" : "rejected";
}
