import type { LoginContext, Credential, HttpResponse, Secret } from "@org/http-core";
import type { ArmorCallAuth } from "../account-context.js";
import { toMfaTimeout } from "../mfa-timeout.js";
import { readLoginFailure, type LoginStep } from "./login-failure.js";
import { readCode, readToken, type TokenResponse } from "./responses.js";

/** The user who logs in, and the service. */
export interface V1Login {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** The user's name. */
  readonly username: string;
  /** The user's password. */
  readonly password: Secret;
  /** How long the password request may stay open: with MFA it waits for the user's device. */
  readonly mfaTimeoutMs: number;
  /** True sends the current token as `Authorization` on a reissue too. */
  readonly authorizeReissue: boolean;
}

type Context = LoginContext<ArmorCallAuth>;

/** One request of the login. */
interface LoginRequest {
  readonly step: LoginStep;
  readonly json: Readonly<Record<string, string>>;
  /** Secrets of the request in addition to the password; error messages mask them. */
  readonly secrets: readonly Secret[];
  /** Sent as `Authorization`; undefined for none. It is always an own member, so that `Object.prototype` can't set it. */
  readonly token: Secret | undefined;
}

/**
 * Logs in: user name and password for a code, then the code for a token. Neither request has an earlier token or an
 * account, since the service responds with 401 to any request with an expired token.
 *
 * @throws ArmorLoginError, TransportError
 */
export async function logIn(login: V1Login, context: Context): Promise<Credential<Secret>> {
  const { username, password, mfaTimeoutMs } = login;
  const json = { userName: username, password: password.reveal() };
  const response = await post(login, context, { step: "authorize", json, secrets: [], token: undefined }).catch(
    (error: unknown) => {
      throw toMfaTimeout(
        error,
        `Armor did not respond to the login within ${mfaTimeoutMs} ms; if MFA is on, its prompt was not confirmed`,
      );
    },
  );
  const code = await readCode(response);
  const body = { code: code.reveal(), grant_type: "authorization_code" };
  const exchange = { step: "token", json: body, secrets: [code], token: undefined } as const;
  return toCredential(await readToken(await post(login, context, exchange)), context);
}

/**
 * Exchanges a token that has not expired for a new one.
 *
 * @throws ArmorLoginError `reissue-refused` if a new login is needed; errors with other reasons can be temporary
 */
export async function reissue(login: V1Login, token: Secret, context: Context): Promise<Credential<Secret>> {
  const response = await post(login, context, {
    step: "reissue",
    json: { token: token.reveal() },
    secrets: [token],
    token: login.authorizeReissue ? token : undefined,
  });
  return toCredential(await readToken(response), context);
}

/** The value of v1's `Authorization` header, whatever the response's `token_type` says. */
export function authorizationOf(token: Secret): string {
  return `FH-AUTH ${token.reveal()}`;
}

const paths: Readonly<Record<LoginStep, string>> = {
  authorize: "/auth/authorize",
  token: "/auth/token",
  reissue: "/auth/token/reissue",
};

async function post(login: V1Login, context: Context, request: LoginRequest): Promise<HttpResponse> {
  const { step, json, secrets, token } = request;
  const response = await context.send(`${login.baseUrl}${paths[step]}`, {
    method: "POST",
    json,
    headers: { accept: "application/json", ...(token === undefined ? {} : { authorization: authorizationOf(token) }) },
    timeout: step === "authorize" ? { firstByteMs: login.mfaTimeoutMs } : {},
  });
  if (response.ok) return response;
  throw await readLoginFailure(step, response, [login.password, ...secrets], context.clock);
}

function toCredential({ token, lifetimeMs }: TokenResponse, context: Context): Credential<Secret> {
  return { value: token, expiresAt: context.clock.nowMs() + lifetimeMs };
}
