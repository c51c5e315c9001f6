import { memberOf } from "../../util/own-members.js";
import type { Clock } from "../../util/clock.js";
import type { StoreAccess, StoreCall } from "./store-access.js";
import type { DerivedKeys } from "./derived-keys.js";
import { readRecord, writeRecord, type StoredCredential } from "./record.js";
import { seal, unseal } from "./seal.js";
import type { RetiredLogins } from "./retired-logins.js";
import type { TokenStore } from "./token-store.js";

/** A longer record, in characters, is not read. */
const maxRecordLength = 1_048_576;

/** What a {@link CredentialStore} is made from. */
export interface CredentialStoreOptions {
  /** Where records are kept. */
  readonly store: TokenStore;
  /** Its wall clock decides whether a record has expired. */
  readonly clock: Clock;
  /** Calls the store with a deadline, and reports its outages. */
  readonly access: StoreAccess;
  /** Names the identity and its origins; a record opens only for the same text. */
  readonly associated: string;
  /** Logins whose records must not be used again. */
  readonly retired: RetiredLogins;
  /** Derives the identity's keys when they are first needed, and returns the same keys from then on. */
  readonly keys: () => Promise<DerivedKeys>;
}

/**
 * One identity's record in a store. Even if the store fails or returns invalid data, loading returns a valid credential
 * or none.
 */
export class CredentialStore {
  readonly #options: CredentialStoreOptions;

  /** @param options - the store, and the identity whose record it keeps */
  constructor(options: CredentialStoreOptions) {
    this.#options = options;
  }

  /** Returns the stored credential if it is intact, belongs to this identity and has not expired. */
  async load(): Promise<StoredCredential | undefined> {
    const { keys, associated, clock } = this.#options;
    const { name, sealing } = await keys();
    // Keyv 5 returns `undefined` both for a missing record and for a store that is down.
    const found = await this.#call(
      "read",
      (store) => store.get(entryName(name)),
      (value) => value !== undefined,
    );
    if (typeof found !== "string" || found.length > maxRecordLength) return undefined;
    const text = unseal(found, sealing, associated);
    const record = text === undefined ? undefined : readRecord(text);
    if (record === undefined) return undefined;
    const expiresAt = memberOf(record.credential, "expiresAt") ?? Infinity;
    return expiresAt > clock.nowMs() ? record : undefined;
  }

  /**
   * Returns true for a record that was replaced or removed, and has been put back.
   *
   * @param record - from the store
   */
  isRetired({ id }: StoredCredential): Promise<boolean> {
    return this.#options.retired.has(id);
  }

  /**
   * Stores a credential. A store that fails causes no error.
   *
   * @param record - replaces what is there
   * @param previous - the credential that it replaces, if there is one; its record is retired
   */
  async save(record: StoredCredential, previous: StoredCredential | undefined): Promise<void> {
    const { keys, associated, clock, retired } = this.#options;
    if (previous !== undefined) await retired.retire(previous);
    const { name, sealing } = await keys();
    const expiresAt = memberOf(record.credential, "expiresAt");
    // The store's expiry only removes old records. The date inside the record decides.
    const ttlMs = expiresAt === undefined ? undefined : Math.max(1_000, expiresAt - clock.nowMs());
    await this.#call("write", (store) =>
      store.set(entryName(name), seal(writeRecord(record), sealing, associated), ttlMs),
    );
  }

  /**
   * Removes the record, and retires it. A store that fails causes no error.
   *
   * @param held - the credential in use, which is retired as well
   * @returns the record, unless it had been retired before
   */
  async remove(held: StoredCredential | undefined): Promise<StoredCredential | undefined> {
    const { keys, retired } = this.#options;
    const { name } = await keys();
    const stored = await this.load();
    const isInUse = stored !== undefined && !(await retired.has(stored.id));
    for (const record of [held, stored]) if (record !== undefined) await retired.retire(record);
    await this.#call("read", (store) => store.delete(entryName(name)));
    return isInUse ? stored : undefined;
  }

  async #call(
    kind: StoreCall,
    run: (store: TokenStore) => Promise<unknown>,
    proves?: (value: unknown) => boolean,
  ): Promise<unknown> {
    const { access, store } = this.#options;
    const result = await access.call(kind, async () => run(store), proves);
    return typeof result === "string" ? undefined : result.value;
  }
}

function entryName(name: string): string {
  return `org-token-${name}`;
}
