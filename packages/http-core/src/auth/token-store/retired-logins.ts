import type { Clock } from "../../util/clock.js";
import type { Permits } from "../limits/permits.js";
import type { StoredCredential } from "./record.js";
import type { TokenStore } from "./token-store.js";

/** How many logins this process remembers for each store. */
const maxRemembered = 10_000;
/** How long other processes can see it, in milliseconds: one day. */
const maxRetiredMs = 86_400_000;

const retiredByStore = new WeakMap<TokenStore, Set<string>>();

/**
 * Logins whose records were replaced or removed. If a store has such a record again, another program has put it back.
 * This process remembers them, and shared permits tell other processes.
 */
export class RetiredLogins {
  readonly #ids: Set<string>;
  readonly #permits: Permits;
  readonly #clock: Clock;

  /**
   * @param store - keeps the records
   * @param permits - shared ones, if there are any
   * @param clock - its wall clock says how long a record would be valid
   */
  constructor(store: TokenStore, permits: Permits, clock: Clock) {
    this.#ids = retiredByStore.get(store) ?? new Set();
    retiredByStore.set(store, this.#ids);
    this.#permits = permits;
    this.#clock = clock;
  }

  /**
   * Retires a login.
   *
   * @param login - its record must not be used again
   */
  async retire({ id, credential }: StoredCredential): Promise<void> {
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > maxRemembered && oldest !== undefined) this.#ids.delete(oldest);
    const { expiresAt = Infinity } = credential;
    const remainingMs = Math.min(maxRetiredMs, expiresAt - this.#clock.nowMs());
    if (remainingMs > 0) await this.#permits.take(slotOf(id), remainingMs);
  }

  /**
   * Returns true if the login was retired.
   *
   * @param id - of the login
   */
  async has(id: string): Promise<boolean> {
    return this.#ids.has(id) || (await this.#permits.peek(slotOf(id))) > 0;
  }
}

function slotOf(id: string): string {
  return `org-retired-${id}`;
}
