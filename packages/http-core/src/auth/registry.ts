import type { Clock } from "../clock.js";
import type { Logger } from "../logger.js";
import { CredentialSource } from "./credential-source.js";
import { fallbackPermits } from "./fallback-permits.js";
import { identityKey } from "./identity-key.js";
import { LoginGuard } from "./login-guard.js";
import { LoginLock } from "./login-lock.js";
import { Outage } from "./outage.js";
import { memoryPermits, type Permits } from "./permits.js";
import type { AnyAuthScheme, Identity } from "./scheme.js";
import { CredentialStore, storeDeadlineMs } from "./token-store/credential-store.js";
import { deriveKeys, type DerivedKeys } from "./token-store/derived-keys.js";
import type { TokenStore } from "./token-store/token-store.js";

/** What decides whether two sessions share a source, besides the identity. */
export interface SharingOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly permits: Permits | undefined;
  readonly tokenStore: TokenStore | undefined;
}

type Sources = Map<string, CredentialSource>;

/** What the sessions on one clock share: local permits, and sources by store and permits. */
interface Shared {
  readonly local: Permits;
  readonly sources: WeakMap<object, WeakMap<object, Sources>>;
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

function makeSource(
  key: string,
  scheme: AnyAuthScheme,
  identity: Identity,
  options: SharingOptions,
  local: Permits,
): CredentialSource {
  const { clock, random, logger, tokenStore } = options;
  let derived: Promise<DerivedKeys> | undefined;
  const keys = (): Promise<DerivedKeys> => (derived ??= deriveKeys(scheme, identity));
  const shared = options.permits;
  const outage = new Outage("permits store", logger);
  const permits =
    shared === undefined ? local : fallbackPermits(shared, local, { clock, deadlineMs: storeDeadlineMs, outage });
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
  const outage = new Outage("token store", logger);
  listenForErrors(store, outage);
  const associated = JSON.stringify([
    scheme.name,
    [...scheme.origins].sort(),
    identity.principal,
    identity.extra ?? {},
  ]);
  return new CredentialStore({ store, clock, outage, associated, keys });
}

/** Keyv reports faults by an event, which ends the process where nobody listens. */
function listenForErrors(store: TokenStore, outage: Outage): void {
  if (!("on" in store) || typeof store.on !== "function") return;
  store.on("error", (error: unknown) => outage.report(error));
}

function sharedBy(clock: Clock): Shared {
  const shared = byClock.get(clock) ?? { local: memoryPermits(clock), sources: new WeakMap() };
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
