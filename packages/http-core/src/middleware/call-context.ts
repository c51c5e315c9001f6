import type { CredentialCaller } from "../auth/credentials/credential-caller.js";
import type { CredentialSource } from "../auth/credentials/credential-source.js";
import { KnownSecrets } from "../auth/credentials/known-secrets.js";
import type { AnyAuthScheme, ResponseHead } from "../auth/scheme.js";
import type { Signer } from "../auth/signing/signer.js";
import type { LearntState } from "../auth/state/learnt-state.js";
import type { OriginStates } from "../auth/state/origin-states.js";
import type { LazyCookieJar } from "../http/cookies/cookie-jar.js";
import type { Logger } from "../util/logger.js";
import { randomName } from "../util/platform/random.js";
import type { SecretNames } from "../redaction/secret-names.js";
import type { CheckedRequestOptions } from "../options/options.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import type { SendContext, Timeouts } from "../transports/transport.js";

/** A call's options, with every default filled in. */
export interface CallOptions extends CheckedRequestOptions {
  readonly method: string;
  readonly reauthenticate: boolean;
  readonly redirect: "follow" | "manual" | "error";
  readonly maxRedirects: number;
  readonly throwHttpErrors: boolean;
  readonly stream: boolean;
  readonly maxResponseBytes: number;
  readonly maxJsonValues: number;
  readonly timeout: Timeouts;
}

/** The scheme of a call, and where its credential comes from. */
export interface CallAuth {
  /** How the call authenticates. */
  readonly scheme: AnyAuthScheme;
  /** Holds the credential; `undefined` if the scheme only signs requests. */
  readonly source: CredentialSource | undefined;
  /** On whose behalf a login happens. */
  readonly caller: CredentialCaller;
  /** Counts the rejections of a scheme that only signs requests; `undefined` for a scheme with a login or without `classify`. */
  readonly signer: Signer | undefined;
  /** What the scheme's `observe` has learnt for the identity; `undefined` for a scheme without it. */
  readonly states: OriginStates | undefined;
  /** True if the call is only prepared: nothing is sent, and nothing logs in. */
  readonly isPrepareOnly: boolean;
}

/** A request with a scheme's proof, for the scheme's `observe` and `classify`. */
export interface AppliedRequest {
  /** As it is sent. */
  readonly request: HttpRequest;
  /** The value of the credential that it carries. */
  readonly credential: unknown;
  /** What the scheme has learnt for its origin; `undefined` for a scheme without `observe`. */
  readonly learnt: LearntState | undefined;
}

/** What has happened in a call so far. Errors and events report it. */
export class CallTrace {
  /** How many requests were sent. */
  attempts = 0;
  /** The version of the credential on the last request; `undefined` if it had none. */
  credentialVersion: number | undefined;
  /** The last request, if it carries the proof of a scheme that reads responses. */
  applied: AppliedRequest | undefined;
  /** True if the last request carries the scheme's proof. */
  isAuthorized = false;
  /** The last request as `apply` got it, and as `apply` returned it. They count only if {@link CallTrace.isAuthorized} is true. */
  beforeApply: HttpRequest | undefined;
  afterApply: HttpRequest | undefined;
  /** True if a call that is only prepared found no credential. */
  isCredentialPending = false;
  /** The origin to which the last request went without a credential, since it is not one of the scheme's origins. */
  originWithoutCredential: string | undefined;
  /** The names of the cookies that the scheme has added to the last request; `undefined` for most schemes. */
  schemeCookies: ReadonlySet<string> | undefined;
  /** The challenge that the next request responds to. */
  challenge: ResponseHead | undefined;
  /** What the session did about failures, for messages: `re-authenticated once`, `retried after 503`. */
  readonly tried: string[] = [];
  /** Size of the last request's `Cookie` header, in bytes. */
  cookieBytes = 0;
  /** The options whose listeners have thrown an error, which is reported once; `undefined` in most calls. */
  failedListeners: readonly string[] | undefined;
  /** What no text about the call may show. */
  readonly secrets: KnownSecrets;
  #callId: string | undefined;

  /** @param secrets - shared by the requests of a login. Default: those of one call */
  constructor(secrets: KnownSecrets = new KnownSecrets()) {
    this.secrets = secrets;
  }

  /** Returns the challenge for one request. The requests after it have none. */
  takeChallenge(): ResponseHead | undefined {
    const { challenge } = this;
    this.challenge = undefined;
    return challenge;
  }

  /** Identifies the events of this call. Built lazily: most calls have no subscriber. */
  get callId(): string {
    return (this.#callId ??= randomName());
  }
}

/** What accompanies a request through the pipeline. */
export interface CallContext extends SendContext {
  /** The call's options, with every default filled in. */
  readonly options: CallOptions;
  /** Hosts that may be reached; `undefined` allows every https host. */
  readonly hosts: readonly string[] | undefined;
  /** How the call authenticates; `undefined` if it does not. */
  readonly auth: CallAuth | undefined;
  /**
   * The secrets that the schemes of the call declare, also if a call has its own proof and uses none of the schemes;
   * `undefined` without a scheme.
   */
  readonly secretNames: SecretNames | undefined;
  /** The session's cookies. */
  readonly jar: LazyCookieJar;
  /** Receives a line for each call. */
  readonly logger: Logger;
  /** Returns a number from 0 to 1. */
  random(): number;
  /** What has happened so far. */
  readonly trace: CallTrace;
}

/** A step of the pipeline. */
export interface Stage {
  /** Sends a request, and returns the response or rejects. Never throws at once. */
  send(request: HttpRequest, context: CallContext): Promise<HttpResponse>;
}
