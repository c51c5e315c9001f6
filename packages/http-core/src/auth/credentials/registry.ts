import type { Clock } from "../../util/clock.js";
import type { Logger } from "../../util/logger.js";
import { CredentialSource } from "./credential-source.js";
import { FallbackPermits } from "../limits/fallback-permits.js";
import { identityKey } from "./identity-key.js";
import { LoginGuard } from "../login/login-guard.js";
import { LoginLock } from "../login/login-lock.js";
import { memoryPermits, type Permits } from "../limits/permits.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";
import { StoreAccess } from "../token-store/store-access.js";
import { CredentialStore } from "../token-store/credential-store.js";
import { deriveKeys, type DerivedKeys } from "../token-store/derived-keys.js";
import type { TokenStore } from "../token-store/token-store.js";

/** What decides whether two sessions share a source, besides the identity. */
export interface SharingOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly permits: Permits | undefined;
  readonly tokenStore: TokenStore | undefined;
}

type Sources = Map<string, CredentialSource>;

/** What the sessions on one clock share: local permits, sources by store and permits, ways to stores. */
interface Shared {
  readonly local: Permits;
  readonly sources: WeakMap<object, WeakMap<object, Sources>>;
  /** An outage is one of the store, however many identities use it. */
  readonly accesses: WeakMap<object, StoreAccess>;
}

// Identities are shared by the whole process, whatever session asks; a test's own clock keeps it apart.
const byClock = new WeakMap<Clock, Shared>();
const none = {};

/**
 * The credential source of an identity: one per clock, store, permits and identity.
 *
 * @param scheme - its name and origins are part of the identity
 * @param identity - who logs in
 * @param options - of the session that asks first; a later one with the same store and permits joins
 */
export function credentialSource(scheme: AnyAuthScheme, identity: Identity, options: SharingOptions): CredentialSource {
  const shared = sharedBy(options.clock);
  const sources = sourcesOf(shared, options);
  const key = identityKey(scheme, identity);
  const known = sources.get(key);
  if (known !== undefined) return known;
  const source = makeSource(key, scheme, identity, options, shared.local);
  sources.set(key, source);
  return source;
}

/**
 * Listens for a token store's faults from now on: it may fail before the first request is made.
 *
 * @param store - which may tell of faults by events
 * @param clock - of the session
 * @param logger - gets one warning per outage
 */
export function watchTokenStore(store: TokenStore, clock: Clock, logger: Logger): void {
  accessTo(store, "token store", clock, logger);
}

function makeSource(
  key: string,
  scheme: AnyAuthScheme,
  identity: Identity,
  options: SharingOptions,
  local: Permits,
): CredentialSource {
  const { clock, random, tokenStore } = options;
  let derived: Promise<DerivedKeys> | undefined;
  const keys = (): Promise<DerivedKeys> => (derived ??= deriveKeys(scheme, identity));
  const shared = options.permits;
  const permits = shared === undefined ? local : besideLocal(shared, local, options);
  // Outside this process even a hash of the secret would invite guessing: slots are named by a derived key there.
  const slotName = async (): Promise<string> => (shared === undefined ? key : (await keys()).name);
  return new CredentialSource({
    clock,
    random,
    guard: new LoginGuard({ clock, random, permits, slotName }),
    store: tokenStore === undefined ? undefined : makeStore(tokenStore, scheme, identity, options, keys),
    lock:
      shared === undefined
        ? undefined
        : { lock: new LoginLock(permits, clock, random), key: async () => `${await slotName()}:login` },
  });
}

function makeStore(
  store: TokenStore,
  scheme: AnyAuthScheme,
  identity: Identity,
  { clock, logger }: SharingOptions,
  keys: () => Promise<DerivedKeys>,
): CredentialStore {
  const access = accessTo(store, "token store", clock, logger);
  const associated = JSON.stringify([
    scheme.name,
    [...scheme.origins].sort(),
    identity.principal,
    identity.extra ?? {},
  ]);
  return new CredentialStore({ store, clock, access, associated, keys });
}

function besideLocal(shared: Permits, local: Permits, { clock, logger }: SharingOptions): Permits {
  return new FallbackPermits(shared, local, accessTo(shared, "permits store", clock, logger), clock);
}

function accessTo(store: object, what: string, clock: Clock, logger: Logger): StoreAccess {
  const { accesses } = sharedBy(clock);
  const known = accesses.get(store);
  if (known !== undefined) return known;
  const access = new StoreAccess(what, logger, clock);
  accesses.set(store, access);
  // Keyv reports faults by an event, which ends the process where nobody listens.
  if ("on" in store && typeof store.on === "function") store.on("error", (error: unknown) => access.report(error));
  return access;
}

function sharedBy(clock: Clock): Shared {
  const shared = byClock.get(clock) ?? {
    local: memoryPermits(clock),
    sources: new WeakMap(),
    accesses: new WeakMap(),
  };
  byClock.set(clock, shared);
  return shared;
}

function sourcesOf({ sources }: Shared, { tokenStore, permits }: SharingOptions): Sources {
  const byStore = tokenStore ?? none;
  const byPermits = sources.get(byStore) ?? new WeakMap<object, Sources>();
  sources.set(byStore, byPermits);
  const found = byPermits.get(permits ?? none) ?? new Map<string, CredentialSource>();
  byPermits.set(permits ?? none, found);
  return found;
}
