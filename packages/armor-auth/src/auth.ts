import { InputError, Secret } from "@org/http-core";
import { accountContext } from "./account-context.js";
import { checkAuth, checkBoolean, checkCredential, checkInteger, checkNames, checkUrl } from "./check-options.js";
import { defaultBaseUrl, reachOf } from "./allowed-hosts.js";
import type { ArmorAuthOptions, ArmorAuthScheme } from "./types.js";
import { fhAuth, logIn, reissue, type V1Login } from "./v1/login.js";
import { adfsSource } from "./v2/adfs-source.js";
import { checkIdToken } from "./v2/id-token.js";
import type { IdTokenSource } from "./v2/id-token-source.js";

/** The names of the scheme's options. */
export const authOptionNames: readonly (keyof ArmorAuthOptions)[] = [
  "username",
  "password",
  "auth",
  "baseUrl",
  "stsUrl",
  "hosts",
  "clientId",
  "redirectUri",
  "mfaTimeoutMs",
  "onMfa",
  "v2Source",
  "authorizeReissue",
];

const defaultMfaTimeoutMs = 120_000;
const mostMfaTimeoutMs = 600_000;
/** What a login may take besides the wait for the user. */
const besidesMfaMs = 60_000;

const secretNames = {
  headers: ["authorization", "cookie", "set-cookie"],
  fields: ["password", "Password", "code", "token", "access_token", "id_token", "Context"],
} as const;

/**
 * Armor's login as a scheme: `FH-AUTH <token>` of the first generation, or `Bearer <id_token>` of the second. A call's
 * `authOptions` take `{ accountId }`, so that several accounts share one login.
 *
 * @param options - credentials and where they go
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function armorAuth(options: ArmorAuthOptions): ArmorAuthScheme {
  checkNames(options, authOptionNames);
  const username = checkCredential("username", options.username);
  const password = new Secret(checkCredential("password", options.password));
  const mfaTimeoutMs = checkInteger("mfaTimeoutMs", options.mfaTimeoutMs ?? defaultMfaTimeoutMs, 1, mostMfaTimeoutMs);
  const url = checkUrl("baseUrl", options.baseUrl ?? defaultBaseUrl);
  const { origins } = reachOf(url, options.hosts);
  const authorizeReissue = checkBoolean("authorizeReissue", options.authorizeReissue ?? false);
  const source = options.v2Source === undefined ? adfsSource(options) : checkSource(options.v2Source);
  if (checkAuth(options.auth ?? 1) === 2) return v2Scheme({ username, password }, origins, source);
  const baseUrl = url.href.replace(/\/+$/, "");
  const login = { baseUrl, username, password, mfaTimeoutMs, authorizeReissue };
  return v1Scheme(login, origins, url.origin);
}

function v1Scheme(login: V1Login, origins: readonly string[], origin: string): ArmorAuthScheme {
  return {
    name: "armor-v1",
    origins,
    loginOrigins: [origin],
    secrets: secretNames,
    acquireTimeoutMs: login.mfaTimeoutMs + besidesMfaMs,
    identity: () => ({ principal: login.username, secret: login.password, extra: { baseUrl: login.baseUrl } }),
    acquire: (context) => logIn(login, context),
    renew: ({ value }, context) => reissue(login, value, context),
    apply: (request, token, { options }) =>
      request.with({ headers: { authorization: fhAuth(token), ...accountContext(request.headers, options) } }),
  };
}

function v2Scheme(
  user: { readonly username: string; readonly password: Secret },
  origins: readonly string[],
  source: IdTokenSource,
): ArmorAuthScheme {
  return {
    name: "armor-v2",
    origins,
    loginOrigins: source.origins,
    secrets: secretNames,
    acquireTimeoutMs: source.mfaTimeoutMs + besidesMfaMs,
    identity: () => ({
      principal: user.username,
      secret: user.password,
      extra: { clientId: source.clientId, sts: source.origins.join(" ") },
    }),
    acquire: async (context) => {
      const { idToken, nonce } = await source.fetchIdToken({ ...user, context });
      const { expiresAt } = checkIdToken(idToken, { clientId: source.clientId, nonce, nowMs: context.clock.nowMs() });
      // No renewal ahead of expiry: each login prompts the user's device, so it is made only when a call needs it.
      return { value: idToken, expiresAt, renewAfter: expiresAt };
    },
    apply: (request, token, { options }) =>
      request.with({
        headers: { authorization: `Bearer ${token.reveal()}`, ...accountContext(request.headers, options) },
      }),
  };
}

function checkSource(source: IdTokenSource): IdTokenSource {
  const { origins, clientId, mfaTimeoutMs, fetchIdToken } = source ?? {};
  if (
    typeof fetchIdToken === "function" &&
    Array.isArray(origins) &&
    typeof clientId === "string" &&
    mfaTimeoutMs > 0
  ) {
    return source;
  }
  throw new InputError("OPTION_INVALID", "Option v2Source must be an IdTokenSource, such as adfsSource() makes");
}
