import type { Clock } from "../clock.js";
import type { TransportPhase } from "../errors.js";
import type { Timeouts } from "../transport.js";

const defaults = { connectMs: 10_000, firstByteMs: 60_000, idleMs: 30_000 } as const;

/** Watches one exchange: each phase has its limit, and the next phase starts the clock again. */
export class PhaseTimer {
  readonly #clock: Clock;
  readonly #timeouts: Timeouts;
  readonly #onTimeout: (limitMs: number) => void;
  #cancel: (() => void) | undefined;
  #phase: TransportPhase = "connect";

  /** @param onTimeout - called once, with the limit that was passed */
  constructor(clock: Clock, timeouts: Timeouts, onTimeout: (limitMs: number) => void) {
    this.#clock = clock;
    this.#timeouts = timeouts;
    this.#onTimeout = onTimeout;
  }

  get phase(): TransportPhase {
    return this.#phase;
  }

  /** Begins a phase, or its silence anew. DNS, connect and TLS share one limit. */
  enter(phase: TransportPhase): void {
    const sharesLimit = connecting.has(phase) && connecting.has(this.#phase) && this.#cancel !== undefined;
    this.#phase = phase;
    if (sharesLimit) return;
    this.stop();
    const limitMs = this.#limit(phase);
    if (limitMs <= 0 || limitMs === Infinity) return;
    this.#cancel = this.#clock.setTimer(() => this.#onTimeout(limitMs), limitMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #limit(phase: TransportPhase): number {
    const { connectMs, firstByteMs, idleMs } = { ...defaults, ...defined(this.#timeouts) };
    if (connecting.has(phase)) return connectMs;
    return phase === "firstByte" ? firstByteMs : idleMs;
  }
}

const connecting = new Set<TransportPhase>(["dns", "connect", "tls"]);

function defined(timeouts: Timeouts): Timeouts {
  return Object.fromEntries(Object.entries(timeouts).filter(([, value]) => value !== undefined));
}
