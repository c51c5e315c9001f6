import type { Readable } from "node:stream";
import type { Body } from "../../http/body/body.js";
import {
  InputError,
  isTransportError,
  type BytesSent,
  type TransportError,
  type TransportPhase,
} from "../../errors.js";
import { nodeModules } from "../../util/node-modules.js";
import type { HttpRequest } from "../../http/request.js";
import type { SendContext } from "../transport.js";
import {
  abortFault,
  protocolFault,
  timeoutFault,
  transportFault,
  unsupportedFault,
  type FaultContext,
} from "./fault.js";
import { PhaseTimer } from "./phase-timer.js";

/** Maximum number of informational responses (1xx) in one exchange. */
const maxInformational = 32;

/**
 * The state of one request and its response: the phase, how much has been sent, and what ended it. All transports use it,
 * so that time limits, aborts and errors are the same for all.
 */
export class Exchange {
  readonly #request: HttpRequest;
  readonly #context: SendContext;
  readonly #timer: PhaseTimer;
  readonly #onAbort = (): void => this.#fail(abortFault(this.#facts()));
  #destroy: (error: TransportError) => void = () => {};
  #bytesSent: BytesSent = "none";
  #failure: TransportError | undefined;
  #informational = 0;

  constructor(request: HttpRequest, context: SendContext) {
    this.#request = request;
    this.#context = context;
    this.#timer = new PhaseTimer(context.clock, context.timeout, (limitMs) =>
      this.#fail(timeoutFault(limitMs, this.#facts())),
    );
  }

  /** The present phase. */
  get phase(): TransportPhase {
    return this.#timer.phase;
  }

  /**
   * Starts the connect phase.
   *
   * @param destroy - closes the connection; called when a limit has passed or the caller aborts
   * @throws TransportError `SEND_ABORTED` if the signal has aborted already
   */
  begin(destroy: (error: TransportError) => void): void {
    const { signal } = this.#context;
    if (signal?.aborted) throw abortFault(this.#facts());
    this.#destroy = destroy;
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#timer.enter("connect");
  }

  /** The error that ended the exchange; `undefined` if none did. */
  get failure(): TransportError | undefined {
    return this.#failure;
  }

  /** The connection is made. From now on bytes may have been sent. */
  markConnected(): void {
    if (this.#bytesSent !== "none") return;
    this.#bytesSent = "unknown";
    this.#timer.enter("send");
  }

  /** A chunk of the body has been sent. */
  markChunkSent(): void {
    if (this.phase === "send") this.#timer.enter("send");
  }

  /** The whole request has been sent. */
  markRequestSent(): void {
    if (this.phase === "send") this.#timer.enter("firstByte");
  }

  /**
   * The head of the response has arrived.
   *
   * @param status - as received
   * @throws TransportError `PROTOCOL_ERROR` for a status that HTTP does not define
   */
  markResponse(status: number): void {
    if (status < 200 || status > 599)
      throw this.protocolError(`the status of the response is ${status}, which HTTP does not define`);
    this.#timer.enter("body");
  }

  /** The reader is busy. Until it reads again, no time limit runs. */
  pause(): void {
    this.#timer.pause();
  }

  /** The reader waits for more of the body. */
  resume(): void {
    this.#timer.enter("body");
  }

  /** The connection failed before the response was complete. */
  fail(error: unknown): void {
    this.#fail(transportFault(error, this.#facts()));
  }

  /** An informational response (1xx) has arrived. Too many end the exchange. */
  countInformational(): void {
    this.#informational++;
    if (this.#informational > maxInformational) this.refuse("the server sent too many informational responses");
  }

  /** Ends the exchange because its response is invalid. */
  refuse(reason: string): void {
    this.#fail(this.protocolError(reason));
  }

  /** Ends the exchange: time limits and signal no longer count. */
  end(): void {
    this.#timer.stop();
    this.#context.signal?.removeEventListener("abort", this.#onAbort);
  }

  /** Returns the error of a failure: the one that ended the exchange, or one for what the client library threw. */
  toError(error: unknown): TransportError {
    if (this.#failure !== undefined) return this.#failure;
    if (isTransportError(error)) return error;
    return error instanceof InputError
      ? unsupportedFault(error.message, this.#facts())
      : transportFault(error, this.#facts());
  }

  /** Makes the error for an invalid response. */
  protocolError(reason: string): TransportError {
    return protocolFault(reason, this.#facts());
  }

  #fail(error: TransportError): void {
    this.#failure ??= error;
    this.#timer.stop();
    this.#destroy(error);
  }

  #facts(): FaultContext {
    const { method, url } = this.#request;
    return { method, url, phase: this.#timer.phase, bytesSent: this.#bytesSent };
  }
}

/** Opens a body for a transport that writes each chunk before it reads the next. */
export function writableChunks(body: Body): Readable {
  const chunks = body.openReusing?.() ?? body.open();
  return nodeModules.stream.Readable.from(chunks, { objectMode: false, highWaterMark: 65_536 });
}

/** The value of `Content-Length`: of a method that usually has a body it is 0 without one (RFC 9110 section 8.6). */
export function contentLength({ method, body }: HttpRequest): number | undefined {
  if (body !== undefined) return body.length;
  return ["POST", "PUT", "PATCH", "DELETE"].includes(method) ? 0 : undefined;
}
