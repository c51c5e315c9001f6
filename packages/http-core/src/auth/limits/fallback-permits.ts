import type { Clock } from "../../util/clock.js";
import type { Permits } from "./permits.js";
import type { StoreAccess } from "../token-store/store-access.js";

/** With more unconfirmed slots than this, those that have expired are forgotten. */
const maxUnconfirmed = 128;
/** How long to wait before the next attempt to release slots that the store did not release. */
const releaseRetryMs = 1_000;

/**
 * Shared permits combined with local ones. A slot must be free in both, so that one process never exceeds a limit, even
 * if the shared store fails. While the store fails, only the local permits are used.
 */
export class FallbackPermits implements Permits {
  readonly #shared: Permits;
  readonly #local: Permits;
  readonly #access: StoreAccess;
  readonly #clock: Clock;
  /** Slots that were taken here without the store's confirmation. The value is true if the store may have recorded the slot. */
  readonly #unconfirmed = new Map<string, boolean>();
  /** Slots that the store still has to release; other processes would wait for them until they expire. */
  readonly #unreleased = new Set<string>();
  /** True while the one timer that releases all of them is set. */
  #isReleaseScheduled = false;

  /**
   * @param shared - permits in the shared store
   * @param local - permits in this process
   * @param access - calls the shared store with a deadline, and reports its outages
   * @param clock - times the next attempt to release slots
   */
  constructor(shared: Permits, local: Permits, access: StoreAccess, clock: Clock) {
    this.#shared = shared;
    this.#local = local;
    this.#access = access;
    this.#clock = clock;
  }

  async take(key: string, ttlMs: number): Promise<{ taken: boolean; freeInMs: number }> {
    const local = await this.#local.take(key, ttlMs);
    if (!local.taken) return local;
    const result = await this.#access.call("write", () => this.#shared.take(key, ttlMs));
    if (typeof result === "string") {
      await this.#forgetExpired();
      this.#unconfirmed.set(key, result === "failed");
      return local;
    }
    this.#unconfirmed.delete(key);
    if (!result.value.taken) await this.#local.free(key);
    return result.value;
  }

  async peek(key: string): Promise<number> {
    const result = await this.#access.call("read", () => this.#shared.peek(key));
    const localMs = await this.#local.peek(key);
    if (typeof result === "string") return localMs;
    const sharedMs = result.value;
    if (sharedMs > 0) {
      // Taken locally as well, so that the slot stays taken if the store fails.
      if (localMs === 0) await this.#local.take(key, sharedMs);
      return sharedMs;
    }
    if (localMs === 0 || this.#unconfirmed.has(key)) return localMs;
    // Another process has released the slot.
    await this.#local.free(key);
    return 0;
  }

  async free(key: string): Promise<void> {
    await this.#local.free(key);
    const isLocalOnly = this.#unconfirmed.get(key) === false;
    this.#unconfirmed.delete(key);
    if (!isLocalOnly) await this.#release(key);
  }

  async #forgetExpired(): Promise<void> {
    if (this.#unconfirmed.size < maxUnconfirmed) return;
    for (const key of this.#unconfirmed.keys()) {
      if ((await this.#local.peek(key)) === 0) this.#unconfirmed.delete(key);
    }
  }

  async #release(key: string): Promise<void> {
    const result = await this.#access.call("read", () => this.#shared.free(key));
    if (typeof result !== "string") return;
    this.#unreleased.add(key);
    if (this.#isReleaseScheduled) return;
    this.#isReleaseScheduled = true;
    this.#clock.setTimer(() => void this.#releaseAll(), releaseRetryMs);
  }

  async #releaseAll(): Promise<void> {
    this.#isReleaseScheduled = false;
    const keys = [...this.#unreleased];
    this.#unreleased.clear();
    for (const key of keys) await this.#release(key);
  }
}
