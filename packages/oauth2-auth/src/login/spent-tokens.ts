import type { Clock } from "@org/http-core";

/** How many spent tokens are remembered. */
const maxRemembered = 100_000;

/**
 * Refresh tokens that a server has exchanged, or may have exchanged. A server that receives one again treats it as
 * stolen, and ends the whole grant (RFC 9700 section 4.14.2). They are remembered by fingerprint, since another scheme
 * may be created with a token that is spent.
 */
export class SpentTokens {
  readonly #spent = new Set<string>();
  /** Running exchanges. Each promise settles when the next exchange may start. */
  readonly #exchanges = new Map<string, Promise<unknown>>();

  /** True if the token with this fingerprint must not be sent again. */
  has(fingerprint: string): boolean {
    return this.#spent.has(fingerprint);
  }

  /** Remembers a token as spent. */
  add(fingerprint: string): void {
    this.#spent.add(fingerprint);
    const [oldest] = this.#spent;
    if (this.#spent.size > maxRemembered && oldest !== undefined) this.#spent.delete(oldest);
  }

  /** Forgets that a token is spent, since the server did not exchange it. */
  delete(fingerprint: string): void {
    this.#spent.delete(fingerprint);
  }

  /**
   * Runs exchanges one after another.
   *
   * @param fingerprint - of the token in the scheme's options; only its exchanges wait for each other
   * @param exchange - finds out itself which token is the newest by now
   */
  async queue<T>(fingerprint: string, exchange: () => Promise<T>): Promise<T> {
    const result = (this.#exchanges.get(fingerprint) ?? Promise.resolve()).then(exchange);
    const settled = Promise.allSettled([result]);
    this.#exchanges.set(fingerprint, settled);
    try {
      return await result;
    } finally {
      if (this.#exchanges.get(fingerprint) === settled) this.#exchanges.delete(fingerprint);
    }
  }
}

const spentByClock = new WeakMap<Clock, SpentTokens>();

/** Returns the spent tokens of this process. Sessions with different clocks share none, as if they were of two processes. */
export function spentTokensOf(clock: Clock): SpentTokens {
  const known = spentByClock.get(clock);
  if (known !== undefined) return known;
  const tokens = new SpentTokens();
  spentByClock.set(clock, tokens);
  return tokens;
}
