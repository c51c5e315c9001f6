import type { Clock } from "../util/clock.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";

/** Ceilings on the phases of one exchange, in milliseconds. `0` or `Infinity` switches one off. */
export interface Timeouts {
  /** DNS, TCP and TLS together. Default 10 000. */
  readonly connectMs?: number;
  /** From the end of the request to the head of the answer. Default 60 000. */
  readonly firstByteMs?: number;
  /** The longest silence within a body, either way. Default 30 000. */
  readonly idleMs?: number;
  /** The whole call: back-off, re-authentication and every attempt included. Default 300 000. */
  readonly totalMs?: number;
}

/** Bytes so far, and in all where that is known. */
export interface Progress {
  readonly bytes: number;
  readonly totalBytes: number | undefined;
  /** Starts at 1; a repeat starts again at 0 bytes with the next number. */
  readonly attempt: number;
}

/** What accompanies a request on its way to the wire. */
export interface SendContext {
  /** Ends the exchange: the caller's abort, or the deadline of the call. */
  readonly signal?: AbortSignal;
  readonly timeout: Timeouts;
  /** Timers of the phases run on it. */
  readonly clock: Clock;
  /** Ceiling on the head of an answer, in bytes. Default 65 536. */
  readonly maxHeaderBytes?: number;
}

/**
 * Puts one request on the wire, once: no redirects, retries, status errors, cookies or decoding; all that is
 * middleware. It rejects only with a `TransportError`.
 */
export interface Transport {
  send(request: HttpRequest, context: SendContext): Promise<HttpResponse>;
  /** Frees what the transport holds. Requests under way end. */
  close?(): Promise<void>;
}

/** A step around a transport: the request goes through it on the way out, the answer on the way back. */
export type Middleware = (next: Transport) => Transport;
