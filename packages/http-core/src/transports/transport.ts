import type { Clock } from "../util/clock.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";

/** Time limits, in milliseconds. `0` or `Infinity` switches a limit off. */
export interface Timeouts {
  /** Waiting for a free connection, DNS, TCP and TLS together. Default 10 000. */
  readonly connectMs?: number;
  /** From the end of the request to the head of the response. Default 60 000. */
  readonly firstByteMs?: number;
  /** Maximum time without data while a body is sent or read. Default 30 000. */
  readonly idleMs?: number;
  /** The whole call, with all attempts, pauses and logins. Default 300 000. */
  readonly totalMs?: number;
}

/** How much of a body has been sent or received. */
export interface Progress {
  /** Bytes so far. */
  readonly bytes: number;
  /** Size of the body, in bytes; `undefined` if it is unknown. */
  readonly totalBytes: number | undefined;
  /** Number of the attempt, from 1. Each attempt starts again at 0 bytes. */
  readonly attempt: number;
}

/** What a transport needs in addition to the request. */
export interface SendContext {
  /** Aborts the exchange. */
  readonly signal?: AbortSignal | undefined;
  /** Limits of the phases; `totalMs` is not for the transport. */
  readonly timeout: Timeouts;
  /** Measures the time limits. */
  readonly clock: Clock;
  /** Maximum size of the response head, in bytes. Default 65 536. */
  readonly maxHeaderBytes?: number;
}

/**
 * Sends requests. It does not follow redirects, retry, throw for a status, keep cookies or decompress bodies: the session
 * does.
 */
export interface Transport {
  /**
   * Sends one request once.
   *
   * @param request - to be sent as it is
   * @param context - signal, limits and clock
   * @returns the response, as soon as its head has arrived
   * @throws TransportError for a fault of the network; for a fault of the request's body what `openBody` throws
   */
  send(request: HttpRequest, context: SendContext): Promise<HttpResponse>;
  /** Closes all connections. Requests that are still pending fail. */
  close?(): Promise<void>;
}

/** Wraps a transport in another one, which sees each request before it is sent and each response before the caller does. */
export type Middleware = (next: Transport) => Transport;
