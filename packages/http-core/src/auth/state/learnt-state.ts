import { isEqualData } from "./equal-data.js";

/** A state and the number of requests that have carried it. */
export interface StateUse {
  /** What `observe` returned last; `undefined` if it has learnt nothing. */
  readonly state: unknown;
  /** The number of requests; 0 without a state. */
  readonly use: number;
}

/** The use of a scheme that learns nothing. */
export const noState: StateUse = Object.freeze({ state: undefined, use: 0 });

/** What a scheme has learnt from the responses of one origin for one identity, and how many requests have carried it. */
export class LearntState {
  #state: unknown;
  #uses = 0;

  /** The state as it is now. */
  get current(): StateUse {
    return this.#withUse(this.#uses);
  }

  /** The state as the next request will carry it. Unlike {@link LearntState.take}, this counts nothing. */
  get next(): StateUse {
    return this.#withUse(this.#uses + 1);
  }

  /** Counts a request that carries the state. */
  take(): StateUse {
    const next = this.next;
    this.#uses = next.use;
    return next;
  }

  /**
   * Keeps what `observe` returned. A state with the same content keeps its count.
   *
   * @param state - plain data; `undefined` forgets the state
   */
  learn(state: unknown): void {
    if (!isEqualData(state, this.#state)) this.#uses = 0;
    this.#state = state;
  }

  #withUse(use: number): StateUse {
    return this.#state === undefined ? noState : { state: this.#state, use };
  }
}
