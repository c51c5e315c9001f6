import { secretsOfText } from "../auth/credentials/sent-secrets.js";
import type { BuiltCall } from "./call-builder.js";
import { HeaderList } from "../http/header-list.js";
import { mergeCallerHeaders, type HeadersInit } from "../http/headers.js";
import type { CallTrace } from "../middleware/call-context.js";
import { preparePipeline } from "../middleware/pipeline.js";
import { curlLine } from "./curl/curl-line.js";
import { hideMember, printAs, unlistMember } from "./hide-member.js";
import { secretNameTest } from "../redaction/credential-names.js";
import { redactQuery } from "../redaction/redact.js";
import { createScrub, mask, minSecretLength } from "../redaction/scrub.js";
import type { SecretNames } from "../redaction/secret-names.js";
import { headersOf } from "../http/message.js";
import type { HttpRequest } from "../http/request.js";
import { createResponse } from "../http/body-response.js";
import { omitUndefined } from "../util/omit-undefined.js";
import { copyOwn } from "../util/own-members.js";
import type { Middleware } from "../transports/transport.js";

/** Where a header of a prepared request comes from. `body`: its type, `scheme`: the authentication. */
export type HeaderSource = "call" | "session" | "default" | "body" | "scheme";

/** One header that would be sent. */
export interface PreparedHeader {
  /** In lower case. */
  readonly name: string;
  /** As it would be sent. */
  readonly value: string;
  /** Where it comes from. */
  readonly source: HeaderSource;
}

/**
 * What a call would send. The members have the real values. When the object is printed, secret values are masked: those of
 * names that the scheme declares or that usually hold a credential, and known secrets anywhere. A member with a secret is not
 * enumerable, so that a copy does not have it.
 */
export interface PreparedRequest {
  /** In upper case. */
  readonly method: string;
  /** The absolute URL, with its query. */
  readonly url: string;
  /** All headers that the session sets. The transport adds its own. */
  readonly headers: readonly PreparedHeader[];
  /** The type and the length in bytes of the body, as far as they are known; absent if there is no body. */
  readonly body?: {
    /** Value of `Content-Type`. */
    readonly contentType?: string;
    /** Length in bytes. */
    readonly length?: number;
  };
  /** `applied`, `pending` if a login would come first, or `none` if the call is sent without a scheme. */
  readonly credential: "applied" | "pending" | "none";
  /** Returns the request with its secret values masked. */
  toJSON(): object;
  /**
   * Writes the request as a command line for curl, quoted for a POSIX shell. Secret values are masked. A file is read by its name,
   * and a stream or a binary body from standard input.
   *
   * @throws the error of a body that can't be read
   */
  toCurl(): Promise<string>;
}

/** The headers that a call and its session set. */
interface HeaderLayers {
  readonly call: HeadersInit | undefined;
  readonly session: HeaderList;
}

/**
 * Prepares a request: runs a call through a pipeline whose transport records the request and sends nothing.
 *
 * @param call - from the session's builder
 * @param layers - tell the source of each header
 * @param middleware - of the session
 */
export async function prepareRequest(
  call: BuiltCall,
  layers: HeaderLayers,
  middleware: readonly Middleware[],
): Promise<PreparedRequest> {
  let sent = call.request;
  const recorder = {
    send(request: HttpRequest) {
      sent = request;
      return Promise.resolve(createResponse({ status: 204, url: request.url, headers: new HeaderList() }));
    },
  };
  await preparePipeline(recorder, middleware).send(call.request, call.context);
  return describe(sent, call, layers);
}

function describe(request: HttpRequest, call: BuiltCall, layers: HeaderLayers): PreparedRequest {
  const { method, url, body } = request;
  const { trace } = call.context;
  const shown = new ShownRequest(request, call, layers);
  const prepared = {
    method,
    url,
    get headers() {
      return shown.headers;
    },
    ...(body === undefined ? {} : { body: omitUndefined({ contentType: body.contentType, length: body.length }) }),
    credential: credentialState(trace),
  };
  Object.defineProperty(prepared, "toCurl", copyOwn({ value: () => shown.toCurl() }));
  if (shown.hasSecretUrl) unlistMember(prepared, "url");
  return printAs(prepared as typeof prepared & Pick<PreparedRequest, "toCurl">, () => ({
    ...prepared,
    url: shown.printedUrl,
    headers: shown.printedHeaders,
  }));
}

/** A header as it would be sent, and as it is printed. */
interface ShownHeader {
  readonly name: string;
  readonly value: string;
  readonly shown: string;
}

/** What is shown of a prepared request. Headers are made when they are read or the request is printed: masking takes long. */
class ShownRequest {
  readonly #request: HttpRequest;
  readonly #call: BuiltCall;
  readonly #layers: HeaderLayers;
  /** The URL without the values of secret parameters. */
  readonly #redactedUrl: string;
  #scrub: ((text: string) => string) | undefined;
  #sent: readonly ShownHeader[] | undefined;
  #headers: readonly PreparedHeader[] | undefined;

  constructor(request: HttpRequest, call: BuiltCall, layers: HeaderLayers) {
    this.#request = request;
    this.#call = call;
    this.#layers = layers;
    this.#redactedUrl = redactQuery(request.url, secretNameTest(this.#names, "query"));
  }

  /** True if the URL contains a secret. */
  get hasSecretUrl(): boolean {
    const { url } = this.#request;
    return this.#redactedUrl !== url || this.#mask(url) !== url;
  }

  /** The URL as it is printed. */
  get printedUrl(): string {
    return this.#mask(this.#redactedUrl);
  }

  /** The headers for the caller. The secret values are neither printed nor copied. */
  get headers(): readonly PreparedHeader[] {
    const own = mergeCallerHeaders(this.#layers.call);
    this.#headers ??= this.#shownHeaders().map(({ name, value, shown }) =>
      hideMember({ name, value, source: this.#sourceOf(name, value, own) }, "value", shown),
    );
    return this.#headers;
  }

  /** The headers as they are printed: name and masked value. */
  get printedHeaders(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#shownHeaders().map(({ name, shown }) => [name, shown]));
  }

  /** The request as a command for curl. */
  toCurl(): Promise<string> {
    const { method, body } = this.#request;
    const headers = Object.entries(this.printedHeaders);
    return curlLine({ method, url: this.printedUrl, headers, body }, (text, field) => this.#maskBody(text, field));
  }

  /** Secrets of less than four characters are not searched for in a text, so then all of it is masked. */
  #maskBody(text: string, field?: string): string {
    const isSecret = secretNameTest(this.#names, "fields");
    if (field !== undefined && isSecret(field)) return mask;
    const hasShort = secretsOfText(text, isSecret).some((secret) => secret !== "" && secret.length < minSecretLength);
    return hasShort ? mask : this.#mask(text);
  }

  #mask(text: string): string {
    this.#scrub ??= createScrub(this.#call.context.trace.secrets.texts());
    return this.#scrub(text);
  }

  get #names(): SecretNames | undefined {
    return this.#call.context.secretNames;
  }

  #shownHeaders(): readonly ShownHeader[] {
    const isSecret = secretNameTest(this.#names, "headers");
    this.#sent ??= [...headersOf(this.#request)].map(([name, value]) => {
      return { name, value, shown: isSecret(name) ? mask : this.#mask(value) };
    });
    return this.#sent;
  }

  #sourceOf(name: string, value: string, own: HeaderList): HeaderSource {
    if (headersOf(this.#call.request).get(name) !== value) return name === "cookie" ? "session" : "scheme";
    if (own.get(name) === value) return "call";
    if (this.#layers.session.get(name) === value) return "session";
    return name === "content-type" ? "body" : "default";
  }
}

function credentialState({ isAuthorized, isCredentialPending }: CallTrace): PreparedRequest["credential"] {
  if (isAuthorized) return "applied";
  return isCredentialPending ? "pending" : "none";
}
