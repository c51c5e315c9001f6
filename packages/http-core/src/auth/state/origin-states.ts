import { LearntState } from "./learnt-state.js";

/**
 * What a scheme has learnt for one identity, by the origin of the responses. It stays in this process. A request keeps the
 * object that it began with: after a {@link OriginStates.reset}, its response does not change later requests.
 */
export class OriginStates {
  /** Made for the first origin: most schemes learn nothing. */
  #states: Map<string, LearntState> | undefined;

  /**
   * Returns the state of an origin.
   *
   * @param origin - one of the scheme's origins, which bound their number
   */
  at(origin: string): LearntState {
    const states = (this.#states ??= new Map<string, LearntState>());
    const state = states.get(origin) ?? new LearntState();
    states.set(origin, state);
    return state;
  }

  /** Forgets all states, for a logout or a reset. */
  reset(): void {
    this.#states = undefined;
  }
}
