import { randomUUID } from "node:crypto";
import type { AuthScheme, HttpRequest, ResponseHead, Secret, Verdict } from "@org/http-core";
import { parseChallenges } from "@org/http-core/authoring";
import { classifyRefusal } from "../challenges/classify-refusal.js";
import { callProvider, callProviderAgain } from "./call-provider.js";
import { checkOptions } from "./check-options.js";
import type { BearerAuthOptions, BearerAuthScheme, BearerToken, TokenProvider } from "./types.js";

/**
 * Creates the scheme for Bearer tokens (RFC 6750) that are made elsewhere: one fixed token, or the tokens of a provider,
 * which is called again when a token expires or is refused.
 *
 * @param options - the token or its provider, and the hosts that receive it
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 *
 * @example
 * ```ts
 * import { bearerAuth } from "@org/http-auth";
 * import { createSession } from "@org/http-core";
 * import { memoryTransport } from "@org/http-core/testing";
 *
 * const auth = bearerAuth({ token: "demo-token", origins: ["https://api.example.com"] });
 * const transport = memoryTransport(({ headers }) => (headers.get("authorization") === "Bearer demo-token" ? 200 : 401));
 * const session = createSession({ auth, baseUrl: "https://api.example.com", transport });
 * console.log((await session.get("/me")).status);
 * await session.close();
 * ```
 */
export function bearerAuth(options: BearerAuthOptions): BearerAuthScheme {
  const { token, principal, origins } = checkOptions(options);
  const common = { name: "bearer", origins, secrets: { headers: ["authorization"] }, classify };
  if (typeof token === "function") return { ...common, ...providerMembers(token, principal ?? randomUUID()) };
  return {
    ...common,
    identity: () => ({ principal: principal ?? "", secret: token }),
    apply: (request) => addToken(request, token),
  };
}

type ProviderMembers = Pick<AuthScheme<BearerToken>, "identity" | "apply" | "acquire" | "renew">;

function providerMembers(provide: TokenProvider, principal: string): ProviderMembers {
  return {
    identity: () => ({ principal }),
    acquire: (context) => callProvider(provide, context),
    renew: (credential, context) => callProviderAgain(provide, credential, context),
    apply: (request, { token }) => addToken(request, token),
  };
}

function addToken(request: HttpRequest, token: Secret): HttpRequest {
  return request.with({ headers: { authorization: `Bearer ${token.reveal()}` } });
}

/** A valid token that does not allow the request is not replaced (RFC 6750 section 3.1). */
function classify(response: ResponseHead): Verdict {
  const challenges = parseChallenges(response.headers.get("www-authenticate"));
  const error = challenges.find(({ scheme }) => scheme === "bearer")?.params.get("error");
  return error === "insufficient_scope" ? "accepted" : classifyRefusal(response, "bearer");
}
