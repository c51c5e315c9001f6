import { isTransportError, type AcquireContext, type Credential, type HttpResponse, type Secret } from "@org/http-core";
import type { ArmorCallAuth } from "../account-context.js";
import { ArmorLoginError } from "../errors.js";
import { readCode, readToken, type TokenAnswer } from "./responses.js";
import { loginFailure, type LoginStep } from "./login-failure.js";

/** Who logs in, and where. */
export interface V1Login {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: Secret;
  /** How long the password request may stay open: with MFA it waits for the user's device. */
  readonly mfaTimeoutMs: number;
  readonly authorizeReissue: boolean;
}

type Context = AcquireContext<ArmorCallAuth>;

/**
 * Logs in: user name and password for a code, the code for a token. Neither request carries an earlier token or an
 * account, since the service answers 401 to any request with a stale one.
 *
 * @throws ArmorLoginError, TransportError
 */
export async function logIn(login: V1Login, context: Context): Promise<Credential<Secret>> {
  const { username, password } = login;
  const asked = await post(login, context, "authorize", { userName: username, password: password.reveal() });
  const code = await readCode(asked);
  const body = { code: code.reveal(), grant_type: "authorization_code" };
  return dated(await readToken(await post(login, context, "token", body, [code])), context);
}

/**
 * Trades a token that has not expired for a new one.
 *
 * @throws ArmorLoginError `reissue-refused` where only a login helps; others may pass
 */
export async function reissue(login: V1Login, token: Secret, context: Context): Promise<Credential<Secret>> {
  return dated(await readToken(await post(login, context, "reissue", { token: token.reveal() }, [token])), context);
}

/** The one `Authorization` value of this generation, whatever `token_type` says. */
export function fhAuth(token: Secret): string {
  return `FH-AUTH ${token.reveal()}`;
}

const paths: Readonly<Record<LoginStep, string>> = {
  authorize: "/auth/authorize",
  token: "/auth/token",
  reissue: "/auth/token/reissue",
};

async function post(
  login: V1Login,
  context: Context,
  step: LoginStep,
  json: Record<string, string>,
  secrets: readonly Secret[] = [],
): Promise<HttpResponse> {
  const bearer = step === "reissue" && login.authorizeReissue ? secrets[0] : undefined;
  const response = await context
    .send(`${login.baseUrl}${paths[step]}`, {
      method: "POST",
      json,
      headers: { accept: "application/json", ...(bearer === undefined ? {} : { authorization: fhAuth(bearer) }) },
      timeout: step === "authorize" ? { firstByteMs: login.mfaTimeoutMs } : {},
    })
    .catch((error: unknown) => {
      throw step === "authorize" ? unanswered(error, login.mfaTimeoutMs) : error;
    });
  if (response.ok) return response;
  throw await loginFailure(step, response, [login.password, ...secrets], context.clock);
}

/** With MFA on, the service holds the request open; that nothing came means that nobody answered the prompt. */
function unanswered(error: unknown, mfaTimeoutMs: number): unknown {
  if (!isTransportError(error) || error.code !== "PHASE_TIMEOUT" || error.phase !== "firstByte") return error;
  return new ArmorLoginError(
    "mfa-timeout",
    `Armor did not answer the login within ${mfaTimeoutMs} ms; if MFA is on, nobody answered its prompt`,
    { cause: error },
  );
}

function dated({ token, lifetimeMs }: TokenAnswer, context: Context): Credential<Secret> {
  return { value: token, expiresAt: context.clock.nowMs() + lifetimeMs };
}
