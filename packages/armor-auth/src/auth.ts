import { accountHeaders } from "./account-context.js";
import { checkOptions, type Settings } from "./check-options.js";
import type { ArmorAuthOptions, ArmorAuthScheme } from "./types.js";
import { authorizationOf, logIn, reissue } from "./v1/login.js";
import { checkIdToken } from "./v2/id-token.js";

/** The time that a login may take in addition to the wait for the user's device. */
const loginWithoutMfaMs = 60_000;

const secretNames = {
  headers: ["authorization", "cookie", "set-cookie"],
  fields: ["password", "Password", "code", "token", "access_token", "id_token", "Context"],
} as const;

/**
 * Creates the scheme for Armor's login: v1 sends `FH-AUTH <token>`, v2 sends `Bearer <id_token>`. A call's
 * `authOptions` are `{ accountId }`, so several accounts share one login.
 *
 * @param options - the user's credentials, and the hosts that receive them
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 *
 * @example
 * ```ts
 * import { armorAuth } from "@org/armor-auth";
 * import { startEmulator } from "@org/emulator";
 * import { createSession } from "@org/http-core";
 *
 * const emulator = await startEmulator();
 * const { username, password } = emulator.armor;
 * const auth = armorAuth({ username, password, baseUrl: emulator.http });
 * const session = createSession({ auth, baseUrl: emulator.http });
 * console.log((await session.get("/me")).status);
 * await session.close();
 * await emulator.close();
 * ```
 */
export function armorAuth(options: ArmorAuthOptions): ArmorAuthScheme {
  const settings = checkOptions(options);
  return settings.auth === 1 ? createV1Scheme(settings) : createV2Scheme(settings);
}

function createV1Scheme(settings: Settings): ArmorAuthScheme {
  const { username, password, mfaTimeoutMs, authorizeReissue, tokenOrigins } = settings;
  const baseUrl = settings.baseUrl.href.replace(/(?<!\/)\/+$/, "");
  const login = { baseUrl, username, password, mfaTimeoutMs, authorizeReissue };
  return {
    name: "armor-v1",
    origins: tokenOrigins,
    loginOrigins: [settings.baseUrl.origin],
    secrets: secretNames,
    acquireTimeoutMs: mfaTimeoutMs + loginWithoutMfaMs,
    identity: () => ({ principal: username, secret: password, extra: { baseUrl } }),
    acquire: (context) => logIn(login, context),
    renew: ({ value }, context) => reissue(login, value, context),
    apply: (request, token, { options }) =>
      request.with({
        headers: { authorization: authorizationOf(token), ...accountHeaders(request.headers, options) },
      }),
  };
}

function createV2Scheme({ username, password, tokenOrigins, idTokenSource }: Settings): ArmorAuthScheme {
  const { clientId, mfaTimeoutMs, origins: loginOrigins } = idTokenSource;
  return {
    name: "armor-v2",
    origins: tokenOrigins,
    loginOrigins,
    secrets: secretNames,
    acquireTimeoutMs: mfaTimeoutMs + loginWithoutMfaMs,
    identity: () => ({ principal: username, secret: password, extra: { clientId, sts: loginOrigins.join(" ") } }),
    acquire: async (context) => {
      const { idToken, nonce } = await idTokenSource.fetchIdToken({ username, password, context });
      const { expiresAt } = checkIdToken(idToken, { clientId, nonce, nowMs: context.clock.nowMs() });
      // Each login prompts the user's device, so it waits until a call needs it.
      return { value: idToken, expiresAt, renewAfter: expiresAt };
    },
    apply: (request, token, { options }) =>
      request.with({
        headers: { authorization: `Bearer ${token.reveal()}`, ...accountHeaders(request.headers, options) },
      }),
  };
}
