import type { AcquireContext, Secret } from "@org/http-core";
import type { ArmorCallAuth } from "../account-context.js";

/** What the user's device is about to be asked. */
export interface MfaPrompt {
  /** The provider's name, for example `AzureMfaServerAuthentication`. */
  readonly method: string;
  /** What the page tells the user to do, on one line, where it says so. */
  readonly instructions?: string;
  /** The number to pick on the device, where the page shows one. */
  readonly number?: string;
}

/** One login of v2, as a source sees it. */
export interface IdTokenLogin {
  readonly username: string;
  readonly password: Secret;
  /** Sends requests with cookies of this login alone, to the source's origins alone. */
  readonly context: AcquireContext<ArmorCallAuth>;
}

/** An id_token, and the nonce that was asked for. */
export interface IdTokenAnswer {
  readonly idToken: Secret;
  readonly nonce?: string;
}

/** Where the id_token of v2 comes from. Another identity provider is another source. */
export interface IdTokenSource {
  /** Where the password goes: `https://host[:port]`. */
  readonly origins: readonly string[];
  /** The audience that the token must name. */
  readonly clientId: string;
  /** Requests that may stay open while a person answers a prompt, in milliseconds. */
  readonly mfaTimeoutMs: number;
  /**
   * Logs in once: at most one password request and one prompt.
   *
   * @throws ArmorLoginError, TransportError
   */
  fetchIdToken(login: IdTokenLogin): Promise<IdTokenAnswer>;
}
