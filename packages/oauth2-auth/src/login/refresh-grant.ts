import { isHttpCoreError, type Credential, type ErrorFacts, type LoginContext, Secret } from "@org/http-core";
import { emitWarning, omitUndefined } from "@org/http-core/authoring";
import type { Settings } from "../check-options.js";
import { isOAuth2LoginError, OAuth2LoginError } from "../errors.js";
import { isTokenUnused } from "../server/refuse-failure.js";
import { connect, requestToken } from "../server/request-token.js";
import type { Parameters, TokenRequest } from "../server/login-request.js";
import type { TokenResponse } from "../server/token-response.js";
import type { OAuth2Tokens } from "../types.js";
import type { SpentTokens } from "./spent-tokens.js";
import { toRenewable } from "./tokens.js";

/**
 * The grant of a refresh token: the newest token, and whether it can still be used. The exchanges of a grant go one after another,
 * since each one needs the token that the one before it received.
 */
export class RefreshGrant {
  readonly #settings: Settings;
  readonly #spent: SpentTokens;
  readonly #initial: Secret;
  #newest: Secret;
  /** Why the newest token can't be used any more. */
  #end: OAuth2LoginError | undefined;
  /** Why the exchange of a login failed. */
  readonly #failures = new WeakMap<LoginContext<unknown>, unknown>();

  /**
   * @param settings - the checked options
   * @param initial - the refresh token in the options
   * @param spent - the tokens that must not be sent again
   */
  constructor(settings: Settings, initial: Secret, spent: SpentTokens) {
    this.#settings = settings;
    this.#spent = spent;
    this.#initial = initial;
    this.#newest = initial;
  }

  /** The newest refresh token; undefined if it can't be used any more. */
  get usableToken(): Secret | undefined {
    return this.#spent.has(this.#fingerprint(this.#newest)) ? undefined : this.#newest;
  }

  /**
   * Takes note of the refresh token of a credential, which another process may have obtained.
   *
   * @param token - of a credential that is in use
   */
  learn(token: Secret | undefined): void {
    if (token === undefined || token === this.#newest || token.reveal() === this.#newest.reveal()) return;
    if (this.#spent.has(this.#fingerprint(token))) return;
    this.#spent.add(this.#fingerprint(this.#newest));
    this.#newest = token;
  }

  /**
   * Gets an access token with the newest refresh token.
   *
   * @param context - of the login
   * @param parameters - more parameters of the request
   * @throws OAuth2LoginError, with `isGrantLost` if the refresh token can't be used any more; TransportError
   */
  exchange(context: LoginContext<unknown>, parameters: Parameters): Promise<Credential<OAuth2Tokens>> {
    return this.#spent.queue(this.#fingerprint(this.#initial), async () => {
      // After a rejected renewal the session asks for a login, which would only send the same request again.
      if (this.#failures.has(context)) throw this.#failures.get(context);
      try {
        return await this.#exchange(context, parameters);
      } catch (error) {
        this.#failures.set(context, error);
        throw error;
      }
    });
  }

  /** Ends the grant: its tokens are being revoked. */
  end(): void {
    this.#spent.add(this.#fingerprint(this.#newest));
    this.#end = lostGrant("The session has logged out, which ends the refresh token");
  }

  async #exchange(context: LoginContext<unknown>, parameters: Parameters): Promise<Credential<OAuth2Tokens>> {
    const token = this.#requireToken();
    const request = { settings: this.#settings, context, parameters, token, step: "token request" } as const;
    const requestedAtMs = context.clock.nowMs();
    const response = await this.#send(token, request);
    const newest = response.refreshToken ?? token;
    this.#newest = newest;
    // A server that sends no other token still accepts this one (RFC 6749 section 6).
    this.#spent.delete(this.#fingerprint(newest));
    if (newest.reveal() !== token.reveal()) await this.#report(newest);
    return toRenewable(response, newest, requestedAtMs);
  }

  async #send(
    token: Secret,
    request: TokenRequest & { readonly context: LoginContext<unknown> },
  ): Promise<TokenResponse> {
    const connection = await connect(request);
    request.context.signal.throwIfAborted();
    // A scheme that was created with this token may have used it in the meantime.
    this.#requireToken();
    this.#spent.add(this.#fingerprint(token));
    try {
      return await requestToken(connection, request);
    } catch (error) {
      if (isTokenUnused(error)) {
        this.#spent.delete(this.#fingerprint(token));
        throw error;
      }
      this.#end = isOAuth2LoginError(error) && error.isGrantLost === true ? error : unknownOutcome(error);
      throw this.#end;
    }
  }

  #requireToken(): Secret {
    const token = this.usableToken;
    if (token !== undefined) return token;
    throw this.#end ?? lostGrant("This refresh token was used before, and a newer one is not known");
  }

  /** Names a token of this client at this server. */
  #fingerprint(token: Secret): string {
    const { issuer, tokenEndpoint, clientId } = this.#settings;
    return new Secret(JSON.stringify([issuer.href, tokenEndpoint, clientId, token.reveal()])).fingerprint();
  }

  /** Passes a new refresh token to the caller. If that fails, the login continues, since this process can still use it. */
  async #report(token: Secret): Promise<void> {
    try {
      await this.#settings.onRefreshToken(token);
    } catch (error) {
      const reason = isHttpCoreError(error) ? error.code : "the error is not shown, since it may contain the token";
      emitWarning(
        `onRefreshToken failed (${reason}): the new refresh token was not saved, and the previous one may be invalid`,
      );
    }
  }
}

function unknownOutcome(error: unknown): OAuth2LoginError {
  const reason = isHttpCoreError(error) ? error.message : "the login was ended";
  const status = isHttpCoreError(error) ? error.status : undefined;
  return lostGrant(`Whether the server has exchanged the refresh token is unknown (${reason})`, {
    outcome: "unknown",
    cause: error,
    ...omitUndefined({ status }),
  });
}

function lostGrant(why: string, facts: ErrorFacts = {}): OAuth2LoginError {
  const message = `${why}, so it is not sent again; get a new one, which needs the user's consent`;
  return new OAuth2LoginError("rejected", message, { ...facts, isGrantLost: true });
}
