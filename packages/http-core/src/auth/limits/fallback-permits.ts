import type { Clock } from "../../util/clock.js";
import type { Permits } from "./permits.js";
import type { StoreAccess } from "../token-store/store-access.js";

/** How long after a slot could not be given back it is tried again. */
const settleAfterMs = 1_000;

/**
 * Shared permits beside local ones. A slot must be free in both, so that whatever happens to the store, a process by
 * itself never exceeds a limit; while the store fails, the local ones alone count.
 */
export class FallbackPermits implements Permits {
  readonly #shared: Permits;
  readonly #local: Permits;
  readonly #access: StoreAccess;
  readonly #clock: Clock;
  /** Slots taken here that the store did not confirm; true where it may have them all the same. */
  readonly #unconfirmed = new Map<string, boolean>();
  /** Slots to be given back as soon as the store answers: others would wait for them in vain. */
  readonly #owed = new Set<string>();
  /** One timer for all of them. */
  #settling = false;

  /**
   * @param shared - in a store
   * @param local - in this process
   * @param access - the way to the store
   * @param clock - of the next try to give slots back
   */
  constructor(shared: Permits, local: Permits, access: StoreAccess, clock: Clock) {
    this.#shared = shared;
    this.#local = local;
    this.#access = access;
    this.#clock = clock;
  }

  async take(key: string, ttlMs: number): Promise<{ taken: boolean; freeInMs: number }> {
    const here = await this.#local.take(key, ttlMs);
    if (!here.taken) return here;
    const answer = await this.#access.call("write", () => this.#shared.take(key, ttlMs));
    if (typeof answer === "string") {
      this.#unconfirmed.set(key, answer === "failed");
      return here;
    }
    this.#unconfirmed.delete(key);
    if (!answer.value.taken) await this.#local.free(key);
    return answer.value;
  }

  async peek(key: string): Promise<number> {
    const answer = await this.#access.call("read", () => this.#shared.peek(key));
    const hereMs = await this.#local.peek(key);
    if (typeof answer === "string") return hereMs;
    const thereMs = answer.value;
    if (thereMs > 0) {
      // Remembered, so that it holds when the store fails.
      if (hereMs === 0) await this.#local.take(key, thereMs);
      return thereMs;
    }
    if (hereMs === 0 || this.#unconfirmed.has(key)) return hereMs;
    // Another process has freed it.
    await this.#local.free(key);
    return 0;
  }

  async free(key: string): Promise<void> {
    await this.#local.free(key);
    const onlyHere = this.#unconfirmed.get(key) === false;
    this.#unconfirmed.delete(key);
    if (!onlyHere) await this.#giveBack(key);
  }

  async #giveBack(key: string): Promise<void> {
    const answer = await this.#access.call("read", () => this.#shared.free(key));
    if (typeof answer !== "string") return;
    this.#owed.add(key);
    if (this.#settling) return;
    this.#settling = true;
    this.#clock.setTimer(() => void this.#settle(), settleAfterMs);
  }

  async #settle(): Promise<void> {
    this.#settling = false;
    const keys = [...this.#owed];
    this.#owed.clear();
    for (const key of keys) await this.#giveBack(key);
  }
}
