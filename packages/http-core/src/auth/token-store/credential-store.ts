import type { Clock } from "../../util/clock.js";
import type { StoreAccess, StoreCall } from "./store-access.js";
import type { DerivedKeys } from "./derived-keys.js";
import { readRecord, writeRecord, type StoredCredential } from "./record.js";
import { seal, unseal } from "./sealed.js";
import type { TokenStore } from "./token-store.js";

const longestRecord = 1_048_576;

/** One identity's place in a store. Whatever the store does, loading ends in a good credential or in none. */
export class CredentialStore {
  readonly #store: TokenStore;
  readonly #clock: Clock;
  readonly #access: StoreAccess;
  readonly #associated: string;
  readonly #keys: () => Promise<DerivedKeys>;

  /**
   * @param parts - `keys` derives the identity's keys, once; `associated` names identity and origins
   */
  constructor(parts: {
    store: TokenStore;
    clock: Clock;
    access: StoreAccess;
    associated: string;
    keys: () => Promise<DerivedKeys>;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#access = parts.access;
    this.#associated = parts.associated;
    this.#keys = parts.keys;
  }

  /** What is kept, if it is whole, ours and not expired. */
  async load(): Promise<StoredCredential | undefined> {
    const { name, sealing } = await this.#keys();
    // Keyv 5 answers `undefined` both where there is no record and where the store is down.
    const found = await this.#call(
      "read",
      (store) => store.get(entryName(name)),
      (value) => value !== undefined,
    );
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
    await this.#call("write", (store) =>
      store.set(entryName(name), seal(writeRecord(record), sealing, this.#associated), ttlMs),
    );
  }

  async remove(): Promise<void> {
    const { name } = await this.#keys();
    await this.#call("read", (store) => store.delete(entryName(name)));
  }

  async #call(
    kind: StoreCall,
    run: (store: TokenStore) => Promise<unknown>,
    proves?: (answer: unknown) => boolean,
  ): Promise<unknown> {
    const answer = await this.#access.call(kind, async () => run(this.#store), proves);
    return typeof answer === "string" ? undefined : answer.value;
  }
}

function entryName(name: string): string {
  return `org-token-${name}`;
}
