import type { CredentialCaller, CredentialSource } from "../auth/credentials/credential-source.js";
import { KnownSecrets } from "../auth/credentials/known-secrets.js";
import type { AnyAuthScheme, ResponseHead } from "../auth/scheme.js";
import type { HeldJar } from "../http/cookie-jar.js";
import type { Logger } from "../util/logger.js";
import { nodeModules } from "../util/node-modules.js";
import type { RequestOptions } from "../options/options.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import type { SendContext } from "../transports/transport.js";

/** A call's options with every default filled in. */
export interface CallOptions extends RequestOptions {
  readonly method: string;
  readonly reauthenticate: boolean;
  readonly redirect: "follow" | "manual" | "error";
  readonly throwHttpErrors: boolean;
  readonly stream: boolean;
  readonly maxResponseBytes: number;
}

/** The scheme of a call, and where its credential comes from. */
export interface CallAuth {
  readonly scheme: AnyAuthScheme;
  /** Absent where the scheme only signs, or where nothing may log in. */
  readonly source: CredentialSource | undefined;
  readonly caller: CredentialCaller;
  readonly options: unknown;
  /** True for a preview: a missing credential is not fetched. */
  readonly preview: boolean;
}

/** What happened so far in a call; it ends up in errors and events. */
export interface CallTrace {
  /** Tells the events of this call from those of others. */
  readonly callId: string;
  /** Requests put on the wire. */
  attempts: number;
  /** The version of the credential on the last request; `undefined` where it had none. */
  credentialVersion: number | undefined;
  /** True where the last request was authorized. */
  authorized: boolean;
  /** True where a preview found no credential. */
  credentialPending: boolean;
  /** The origin that got no credential because it is not one of the scheme's. */
  droppedFor: string | undefined;
  /** The answer whose challenge the next request meets. */
  challenge: ResponseHead | undefined;
  /** For messages: `re-authenticated`, `repeated after 503`. */
  readonly tried: string[];
  /** What to keep out of every text. */
  readonly secrets: KnownSecrets;
}

/** What accompanies a call through the pipeline. */
export interface CallContext extends SendContext {
  readonly options: CallOptions;
  readonly hosts: readonly string[] | undefined;
  readonly auth: CallAuth | undefined;
  readonly jar: HeldJar;
  readonly logger: Logger;
  random(): number;
  readonly trace: CallTrace;
}

/** A step of the pipeline, which knows the call. Its `send` rejects and never throws at once. */
export interface Stage {
  send(request: HttpRequest, context: CallContext): Promise<HttpResponse>;
}

/** An empty trace. */
export function newTrace(): CallTrace {
  return new Trace();
}

class Trace implements CallTrace {
  attempts = 0;
  credentialVersion: number | undefined;
  authorized = false;
  credentialPending = false;
  droppedFor: string | undefined;
  challenge: ResponseHead | undefined;
  readonly tried: string[] = [];
  readonly secrets: KnownSecrets = new KnownSecrets();
  #callId: string | undefined;

  /** Made for who asks: of most calls nobody reads an event. */
  get callId(): string {
    return (this.#callId ??= nodeModules.crypto.randomUUID());
  }
}
