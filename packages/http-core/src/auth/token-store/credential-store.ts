import type { Clock } from "../../clock.js";
import { within } from "../../within.js";
import type { Outage } from "../outage.js";
import type { DerivedKeys } from "./derived-keys.js";
import { readRecord, writeRecord, type StoredCredential } from "./record.js";
import { seal, unseal } from "./sealed.js";
import type { TokenStore } from "./token-store.js";

/** How long a store call may take, in milliseconds. */
export const storeDeadlineMs = 1_000;

const longestRecord = 1_048_576;

/** One identity's place in a store. Whatever the store does, loading ends in a good credential or in none. */
export class CredentialStore {
  readonly #store: TokenStore;
  readonly #clock: Clock;
  readonly #outage: Outage;
  readonly #associated: string;
  readonly #keys: () => Promise<DerivedKeys>;

  /**
   * @param parts - `keys` derives the identity's keys, once; `associated` names identity and origins
   */
  constructor(parts: {
    store: TokenStore;
    clock: Clock;
    outage: Outage;
    associated: string;
    keys: () => Promise<DerivedKeys>;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#outage = parts.outage;
    this.#associated = parts.associated;
    this.#keys = parts.keys;
  }

  /** What is kept, if it is whole, ours and not expired. */
  async load(): Promise<StoredCredential | undefined> {
    const { name, sealing } = await this.#keys();
    const found = await this.#call((store) => store.get(entryName(name)));
    if (typeof found !== "string" || found.length > longestRecord) return undefined;
    const text = unseal(found, sealing, this.#associated);
    const record = text === undefined ? undefined : readRecord(text);
    const expiresAt = record?.credential.expiresAt ?? Infinity;
    return expiresAt > this.#clock.nowMs() ? record : undefined;
  }

  /** Keeps a credential; that it could not be kept is no error. */
  async save(record: StoredCredential): Promise<void> {
    const { name, sealing } = await this.#keys();
    const { expiresAt } = record.credential;
    // The store's expiry only cleans up: what counts is the date in the record.
    const ttlMs = expiresAt === undefined ? undefined : Math.max(1_000, expiresAt - this.#clock.nowMs());
    await this.#call((store) =>
      store.set(entryName(name), seal(writeRecord(record), sealing, this.#associated), ttlMs),
    );
  }

  async remove(): Promise<void> {
    const { name } = await this.#keys();
    await this.#call((store) => store.delete(entryName(name)));
  }

  async #call(run: (store: TokenStore) => Promise<unknown>): Promise<unknown> {
    try {
      const answer = await within(this.#clock, storeDeadlineMs, async () => run(this.#store));
      this.#outage.over();
      return answer;
    } catch (error) {
      this.#outage.report(error);
      return undefined;
    }
  }
}

function entryName(name: string): string {
  return `org-token-${name}`;
}
