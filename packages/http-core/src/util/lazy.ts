import type { MaybePromise } from "./maybe-promise.js";

/** A value that is made when it is first needed, and released by `drop`. If making it fails, the next `get` tries again. */
export class Lazy<T> {
  readonly #make: () => Promise<T>;
  #making: Promise<T> | undefined;
  #made: T | undefined;

  /** @param make - called by the first `get`, and by the first one after each `drop` */
  constructor(make: () => Promise<T>) {
    this.#make = make;
  }

  /** The value; a promise only until it has been made. */
  get(): MaybePromise<T> {
    return this.#made ?? this.#making ?? this.#start();
  }

  /**
   * Forgets the value. Never fails because the value couldn't be made: the caller of `get` has that error.
   *
   * @param release - gets the value if one was made
   */
  async drop(release: (made: T) => unknown): Promise<void> {
    const making = this.#making;
    this.#making = undefined;
    this.#made = undefined;
    const made = await making?.then(
      (value) => ({ value }),
      () => undefined,
    );
    if (made !== undefined) await release(made.value);
  }

  #start(): Promise<T> {
    const making = this.#make().then(
      (made) => {
        if (this.#making === making) this.#made = made;
        return made;
      },
      (error: unknown) => {
        if (this.#making === making) this.#making = undefined;
        throw error;
      },
    );
    this.#making = making;
    return making;
  }
}
