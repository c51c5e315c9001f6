import type { LoginContext, Secret } from "@org/http-core";
import { allowInsecureRequests, customFetch } from "oauth4webapi";
import type { Settings } from "../check-options.js";
import { sendAsFetch, type LoginFetch } from "./send-as-fetch.js";

/** A request to the authorization server, with what its error message needs. */
export interface LoginRequest {
  /** The checked options. */
  readonly settings: Settings;
  /** Sends the request. */
  readonly context: Pick<LoginContext, "send" | "clock">;
  /** The request's name in messages. */
  readonly step: "metadata request" | "token request" | "revocation request";
  /** The token that the request sends; undefined if it sends none. */
  readonly token: Secret | undefined;
}

/** Parameters of a token request. */
export type Parameters = Readonly<Record<string, string>>;

/** A request for an access token. With a token it uses that refresh token, otherwise client credentials. */
export interface TokenRequest extends LoginRequest {
  /** Parameters that the grant does not set. */
  readonly parameters: Parameters;
}

/** The options of oauth4webapi for a request of a login. The session refuses plain http, except to loopback. */
export function requestOptions({ context }: LoginRequest): {
  readonly [customFetch]: LoginFetch;
  readonly [allowInsecureRequests]: true;
} {
  return { [customFetch]: sendAsFetch(context), [allowInsecureRequests]: true };
}
