import { LearntState } from "./learnt-state.js";

/**
 * What a scheme has learnt for one identity, by the origin of the responses. It stays in this process. A request keeps the
 * object that it began with: after a {@link OriginStates.reset}, its response does not change later requests.
 */
export class OriginStates {
  #states = new Map<string, LearntState>();

  /**
   * Returns the state of an origin.
   *
   * @param origin - one of the scheme's origins, which bound their number
   */
  at(origin: string): LearntState {
    const known = this.#states.get(origin);
    if (known !== undefined) return known;
    const state = new LearntState();
    this.#states.set(origin, state);
    return state;
  }

  /** Forgets all states, for a logout or a reset. */
  reset(): void {
    this.#states = new Map();
  }
}
