import type { Clock, Progress } from "@org/http-core";
import type { Edition, LinuxLinkParams } from "@org/linuxlink-auth";
import type { Quote } from "./server-message.js";
import type { Location, LocationTokens } from "../configuration/choose-location-tokens.js";

/** Options that every operation takes. */
export interface CallControl {
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
  /** Called as the request is sent. Each retry starts again at 0. */
  readonly onUploadProgress?: ((progress: Progress) => void) | undefined;
  /** Called as the response is received. */
  readonly onDownloadProgress?: ((progress: Progress) => void) | undefined;
}

/** A request to the service, before it is signed. */
export interface ApiCall {
  /** HTTP method. */
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path below `/api/v1/vigiles`. Tokens in it must have been checked. */
  readonly path: string;
  /** Parameters of the query, or of the body for methods that have one. Those that are `undefined` are not sent. */
  readonly params?: LinuxLinkParams;
  /** What the caller of the operation gave. */
  readonly control?: CallControl | undefined;
  /** What the server did, for the message of the error if it reports a failure. Default: `refused the request`. */
  readonly refusal?: string;
  /** Checks the response, after the check for a refusal; what it throws rejects the call. Default: no further check. */
  readonly check?: ((response: unknown, quote: Quote) => void | Promise<void>) | undefined;
  /** True if the response is about a job, whose failure is not one of the request. Default: false. */
  readonly isJob?: boolean;
  /** What the items of a list must be. Default: `objects`. */
  readonly listOf?: "objects" | "texts";
}

/** What a check of a file needs in addition to its bytes. */
export interface FileResponse {
  /** The header `Content-Type`; `null` if there is none. */
  readonly contentType: string | null;
  /** Makes a line of a text of the response. */
  readonly quote: Quote;
}

/**
 * What operations use: signed requests whose responses have a checked outer shape, and the client's configuration. In a
 * dry run each request method returns the signed request instead.
 */
export interface Api {
  /** The client's clock. */
  readonly clock: Clock;
  /** True if requests are returned instead of sent. */
  isDryRun(): boolean;
  /** Logs a warning. */
  warn(message: string): void;
  /** The edition of the client. */
  edition(): Promise<Edition>;
  /**
   * The location that a call is about.
   *
   * @param tokens - of the call; they override the configured ones
   * @throws VigilesError `EDITION_MISMATCH`, `TOKEN_INVALID`
   */
  location(tokens?: LocationTokens): Promise<Location>;
  /**
   * Refuses an operation that only the other edition has.
   *
   * @throws VigilesError `EDITION_MISMATCH`
   */
  requireEdition(edition: Edition, operation: string): Promise<void>;
  /** Checks server and key. The path depends on the edition. */
  heartbeat<T extends object>(control?: CallControl): Promise<T>;
  /** @throws VigilesError `RESPONSE_INVALID` unless the response is a JSON object, `SERVER_REFUSED` */
  requestObject<T extends object>(call: ApiCall): Promise<T>;
  /** @throws VigilesError `RESPONSE_INVALID` unless the response is a JSON array of what the call says, `SERVER_REFUSED` */
  requestList<T>(call: ApiCall): Promise<T[]>;
  /**
   * Returns any JSON, for responses without a documented shape.
   *
   * @throws VigilesError `SERVER_REFUSED` if the response says that the request failed
   */
  requestJson(call: ApiCall): Promise<unknown>;
  /** Returns the body of the response, decompressed. */
  requestBytes(call: ApiCall): Promise<{ readonly bytes: Uint8Array } & FileResponse>;
  /** Returns the body of the response, to be read once or cancelled. The client's timeout ends when it begins. */
  requestStream(call: ApiCall): Promise<{ readonly stream: AsyncIterable<Uint8Array> } & FileResponse>;
  /**
   * Runs work with a call whose response is a stream, all of it within the client's timeout.
   *
   * @throws CallEndedError `TIMEOUT`
   */
  withinTimeout<T>(call: ApiCall, work: (control: CallControl) => Promise<T>): Promise<T>;
}
