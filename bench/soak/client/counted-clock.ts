import { systemClock, type Clock } from "@org/http-core";

/** The clock of the machine. It counts the timers that are set, since Node does not list those that don't keep a process alive. */
export class CountedClock implements Clock {
  readonly nowMs: Clock["nowMs"] = systemClock.nowMs;
  readonly monotonicMs: Clock["monotonicMs"] = systemClock.monotonicMs;
  #timers = 0;

  /** Number of timers that are set. */
  get timers(): number {
    return this.#timers;
  }

  setTimer(callback: () => void, delayMs: number): () => void {
    let isSet = true;
    const end = (): void => {
      if (isSet) this.#timers--;
      isSet = false;
    };
    this.#timers++;
    const cancel = systemClock.setTimer(() => {
      end();
      callback();
    }, delayMs);
    return () => {
      end();
      cancel();
    };
  }
}
