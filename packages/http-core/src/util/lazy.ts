import type { MaybePromise } from "./maybe-promise.js";

/** What a transport makes with its first request, and lets go of when it is closed. */
export class OnDemand<T> {
  readonly #make: () => Promise<T>;
  #making: Promise<T> | undefined;
  #made: T | undefined;

  /** @param make - called for the first request, and for the first after each `drop` */
  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** What was made; a promise only until it is there. */
  get(): MaybePromise<T> {
    return this.#made ?? this.#making ?? this.#begin();
  }

  /** @param release - gets what was made, if anything */
  async drop(release: (made: T) => unknown): Promise<void> {
    const making = this.#making;
    this.#making = undefined;
    this.#made = undefined;
    if (making !== undefined) await release(await making);
  }

  #begin(): Promise<T> {
    const making = this.#make().then((made) => {
      if (this.#making === making) this.#made = made;
      return made;
    });
    return (this.#making = making);
  }
}
