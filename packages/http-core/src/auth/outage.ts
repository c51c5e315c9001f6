import type { Logger } from "../logger.js";

/** Reports that a store is out of order once, and then not again until it has worked in between. */
export class Outage {
  readonly #what: string;
  readonly #logger: Logger;
  #down = false;

  /**
   * @param what - the store's role, for the message
   * @param logger - gets one warning per outage
   */
  constructor(what: string, logger: Logger) {
    this.#what = what;
    this.#logger = logger;
  }

  /** A call failed. Its message may hold addresses and passwords, so only its kind is told. */
  report(error: unknown): void {
    if (this.#down) return;
    this.#down = true;
    const kind =
      error instanceof Error
        ? "code" in error && typeof error.code === "string"
          ? error.code
          : error.name
        : "unknown fault";
    this.#logger.warn(`The ${this.#what} does not work (${kind}); this process goes on by itself until it does`);
  }

  /** A call worked. */
  over(): void {
    this.#down = false;
  }
}
