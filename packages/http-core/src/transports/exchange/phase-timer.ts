import type { TransportPhase } from "../../http-core-error.js";
import type { SendContext } from "../transport.js";
import { defaultTimeouts } from "../../defaults.js";

/** Limits the time of the phases of one exchange. */
export class PhaseTimer {
  readonly #context: SendContext;
  readonly #onTimeout: (limitMs: number) => void;
  readonly #onRing = (): void => this.#ring();
  #cancel: (() => void) | undefined;
  #phase: TransportPhase = "connect";
  /** The present limit, and when its time started. */
  #limitMs = 0;
  #startMs = 0;
  /** When the timer that is set rings. */
  #ringsAtMs = 0;

  /**
   * @param context - of the exchange: its limits and clock
   * @param onTimeout - called once, with the limit, when a phase has taken too long
   */
  constructor(context: SendContext, onTimeout: (limitMs: number) => void) {
    this.#context = context;
    this.#onTimeout = onTimeout;
  }

  /** The present phase. */
  get phase(): TransportPhase {
    return this.#phase;
  }

  /** Starts a phase, or starts the time of the present one again. DNS, connect and TLS share the limit of `connect`. */
  enter(phase: TransportPhase): void {
    this.#phase = phase;
    this.#limitMs = this.#limit(phase);
    if (this.#limitMs <= 0 || this.#limitMs === Infinity) return this.stop();
    this.#startMs = this.#context.clock.monotonicMs();
    // Phases change often. So a timer that rings early enough is kept, and is set again if it rings too early.
    if (this.#cancel === undefined || this.#ringsAtMs > this.#startMs + this.#limitMs) this.#set(this.#limitMs);
  }

  /** Starts a phase, but stops the time until the next `enter`. */
  pause(phase: TransportPhase): void {
    this.#phase = phase;
    this.#limitMs = Infinity;
  }

  /** Cancels the timer. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #set(delayMs: number): void {
    this.stop();
    this.#ringsAtMs = this.#startMs + this.#limitMs;
    this.#cancel = this.#context.clock.setTimer(this.#onRing, delayMs);
  }

  #ring(): void {
    this.#cancel = undefined;
    if (this.#limitMs === Infinity) return;
    const leftMs = this.#startMs + this.#limitMs - this.#context.clock.monotonicMs();
    if (leftMs > 0) this.#set(leftMs);
    else this.#onTimeout(this.#limitMs);
  }

  #limit(phase: TransportPhase): number {
    const { connectMs, firstByteMs, idleMs } = this.#context.timeout;
    if (phase === "connect") return connectMs ?? defaultTimeouts.connectMs;
    return phase === "firstByte" ? (firstByteMs ?? defaultTimeouts.firstByteMs) : (idleMs ?? defaultTimeouts.idleMs);
  }
}
