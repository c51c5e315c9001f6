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

/** The most informational answers before one exchange counts as broken. */
const mostInformational = 32;

/**
 * One request on its way: which phase it is in, how much of it has left, and what ends it. Every transport goes by it,
 * so that timeouts, aborts and faults are alike on all of them.
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

  get phase(): TransportPhase {
    return this.#timer.phase;
  }

  /**
   * Begins with the connect phase.
   *
   * @param destroy - ends the underlying exchange when a phase takes too long or the caller aborts
   * @throws TransportError `SEND_ABORTED` where the signal has aborted already
   */
  begin(destroy: (error: TransportError) => void): void {
    const { signal } = this.#context;
    if (signal?.aborted) throw abortFault(this.#facts());
    this.#destroy = destroy;
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#timer.enter("connect");
  }

  /** Why it was ended before its time. */
  get failure(): TransportError | undefined {
    return this.#failure;
  }

  /** There is a connection: from here on, bytes may have left. */
  connected(): void {
    if (this.#bytesSent !== "none") return;
    this.#bytesSent = "unknown";
    this.#timer.enter("send");
  }

  /** Some of the body has left, and the other side took it. */
  sending(): void {
    if (this.phase === "send") this.#timer.enter("send");
  }

  /** All of the request has left. */
  sent(): void {
    if (this.phase === "send") this.#timer.enter("firstByte");
  }

  /**
   * The head of the answer is there.
   *
   * @param status - as it came
   * @throws TransportError `PROTOCOL_ERROR` where HTTP knows no such status
   */
  answered(status: number): void {
    if (status < 200 || status > 599) throw this.broken(`its status is ${status}, which HTTP does not know`);
    this.#timer.enter("body");
  }

  /** A reader may take its time: only the server's silence counts. */
  pause(): void {
    this.#timer.pause();
  }

  /** The reader is back. */
  awaitMore(): void {
    this.#timer.enter("body");
  }

  /** The connection ended with an error while the answer was not complete. */
  cut(error: unknown): void {
    this.#fail(transportFault(error, this.#facts()));
  }

  /** One more informational answer (1xx): no final one may ever come. */
  informed(): void {
    this.#informational++;
    if (this.#informational > mostInformational) this.refuse("it has too many informational answers");
  }

  /** Ends the exchange, since its answer can't be used. */
  refuse(reason: string): void {
    this.#fail(this.broken(reason));
  }

  /** Nothing more is awaited. */
  end(): void {
    this.#timer.stop();
    this.#context.signal?.removeEventListener("abort", this.#onAbort);
  }

  /** What a failure amounts to: the reason we ended the exchange ourselves, or what the network did. */
  faultOf(error: unknown): TransportError {
    if (this.#failure !== undefined) return this.#failure;
    if (isTransportError(error)) return error;
    return error instanceof InputError
      ? unsupportedFault(error.message, this.#facts())
      : transportFault(error, this.#facts());
  }

  /** The error for an answer that can't be used as it came. */
  broken(reason: string): TransportError {
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

/** The chunks of a body for a transport that asks for the next when the last is written. */
export function writableChunks(body: Body): Readable {
  const chunks = body.openReusing?.() ?? body.open();
  return nodeModules.stream.Readable.from(chunks, { objectMode: false, highWaterMark: 65_536 });
}

/** RFC 9110 section 8.6: a method that anticipates content says that there is none. */
export function contentLength({ method, body }: HttpRequest): number | undefined {
  if (body !== undefined) return body.length;
  return ["POST", "PUT", "PATCH", "DELETE"].includes(method) ? 0 : undefined;
}
