import type { Clock } from "../../util/clock.js";
import type { TransportPhase } from "../../http-core-error.js";
import type { Timeouts } from "../transport.js";
import { defaultTimeouts } from "../../defaults.js";

/** What a timer belongs to. */
interface TimedExchange {
  /** Measures the time. */
  readonly clock: Clock;
  /**
   * Called once.
   *
   * @param limitMs - the limit that has passed
   */
  onTimeout(limitMs: number): void;
}

/** Limits the time of the phases of one exchange. */
export class PhaseTimer {
  readonly #exchange: TimedExchange;
  readonly #limits: Timeouts;
  readonly #onRing = (): void => this.#ring();
  #cancel: (() => void) | undefined;
  #phase: TransportPhase = "connect";
  /** The present limit, and when its time started. */
  #limitMs = 0;
  #startMs = 0;
  /** When the timer that is set rings. */
  #ringsAtMs = 0;

  /**
   * @param exchange - ends if a phase takes too long
   * @param timeouts - the limits; each has a default
   */
  constructor(exchange: TimedExchange, timeouts: Timeouts) {
    this.#exchange = exchange;
    this.#limits = timeouts;
  }

  /** The present phase. */
  get phase(): TransportPhase {
    return this.#phase;
  }

  /** Starts a phase, or starts the time of the present one again. DNS, connect and TLS share one limit. */
  enter(phase: TransportPhase): void {
    const sharesLimit = this.#cancel !== undefined && isConnecting(phase) && isConnecting(this.#phase);
    this.#phase = phase;
    if (sharesLimit) return;
    this.#limitMs = this.#limit(phase);
    if (this.#limitMs <= 0 || this.#limitMs === Infinity) return this.stop();
    this.#startMs = this.#exchange.clock.monotonicMs();
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
    this.#cancel = this.#exchange.clock.setTimer(this.#onRing, delayMs);
  }

  #ring(): void {
    this.#cancel = undefined;
    if (this.#limitMs === Infinity) return;
    const leftMs = this.#startMs + this.#limitMs - this.#exchange.clock.monotonicMs();
    if (leftMs > 0) this.#set(leftMs);
    else this.#exchange.onTimeout(this.#limitMs);
  }

  #limit(phase: TransportPhase): number {
    const { connectMs, firstByteMs, idleMs } = this.#limits;
    if (isConnecting(phase)) return connectMs ?? defaultTimeouts.connectMs;
    return phase === "firstByte" ? (firstByteMs ?? defaultTimeouts.firstByteMs) : (idleMs ?? defaultTimeouts.idleMs);
  }
}

function isConnecting(phase: TransportPhase): boolean {
  return phase === "connect" || phase === "dns" || phase === "tls";
}
