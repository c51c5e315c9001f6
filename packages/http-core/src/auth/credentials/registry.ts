import type { Clock } from "../../util/clock.js";
import type { Logger } from "../../util/logger.js";
import type { CreateLoginContext } from "./credential-caller.js";
import { CredentialSource } from "./credential-source.js";
import { FallbackPermits } from "../limits/fallback-permits.js";
import { IdentityPool } from "./identity-pool.js";
import { LoginGuard } from "../login/login-guard.js";
import type { LoginHistory } from "../login/login-history.js";
import { LoginLock } from "../login/login-lock.js";
import { memoryPermits, type Permits } from "../limits/permits.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";
import { StoreAccess } from "../token-store/store-access.js";
import { CredentialStore } from "../token-store/credential-store.js";
import { deriveKeys, type DerivedKeys } from "../token-store/derived-keys.js";
import type { TokenStore } from "../token-store/token-store.js";

/** What a session contributes to a credential source that it is the first to use. */
export interface SharingOptions {
  /** Sessions with different clock objects share nothing. */
  readonly clock: Clock;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** Receives one warning per outage of a store. */
  readonly logger: Logger;
  /** Where windows and locks are counted; `undefined` for this process. */
  readonly permits: Permits | undefined;
  /** Where credentials are kept; `undefined` for this process. */
  readonly tokenStore: TokenStore | undefined;
  /** Makes what a scheme's login works with. */
  readonly createLoginContext: CreateLoginContext;
}

/** What sessions with the same clock share. */
interface SharedState {
  readonly permits: Permits;
  /** By token store and permits. */
  readonly pools: WeakMap<object, WeakMap<object, IdentityPool<CredentialSource>>>;
  /** One per store, since an outage concerns the store and not one identity. */
  readonly accesses: WeakMap<object, StoreAccess>;
  /** One per shared permits, since what it remembers of an outage must outlive a session. */
  readonly fallbacks: WeakMap<Permits, FallbackPermits>;
}

/** An identity whose credential source is made. */
export interface SourceIdentity {
  /** Names the identity. */
  readonly key: string;
  /** How it logs in. */
  readonly scheme: AnyAuthScheme;
  /** Principal, secret and extra parts. */
  readonly identity: Identity;
  /** Its failed logins. */
  readonly history: LoginHistory;
}

/** All sessions of the process share the system clock. The clock of a test keeps its sessions apart. */
const stateByClock = new WeakMap<Clock, SharedState>();
/** Stands for a store or permits that a session does not have. */
const none = {};

/**
 * Returns the identities that sessions share: those with the same clock, token store and permits.
 *
 * @param options - of a session
 */
export function poolOf({ clock, tokenStore, permits }: SharingOptions): IdentityPool<CredentialSource> {
  const { pools } = sharedState(clock);
  const byPermits = pools.get(tokenStore ?? none) ?? new WeakMap<object, IdentityPool<CredentialSource>>();
  pools.set(tokenStore ?? none, byPermits);
  const pool = byPermits.get(permits ?? none) ?? new IdentityPool<CredentialSource>(clock);
  byPermits.set(permits ?? none, pool);
  return pool;
}

/**
 * Watches a token store for faults from now on, since it may fail before the first request.
 *
 * @param store - may report faults by `error` events, as Keyv does
 * @param options - of the session
 */
export function watchTokenStore(store: TokenStore, options: SharingOptions): void {
  accessTo(store, "token store", options);
}

/**
 * Makes the credential source of an identity.
 *
 * @param whose - the identity
 * @param options - of the first session that uses it; later ones join
 */
export function createSource(
  { key, scheme, identity, history }: SourceIdentity,
  options: SharingOptions,
): CredentialSource {
  const { clock, random, tokenStore, createLoginContext } = options;
  let derived: Promise<DerivedKeys> | undefined;
  const keys = (): Promise<DerivedKeys> => (derived ??= deriveKeys(scheme, identity));
  const isShared = options.permits !== undefined;
  const permits = permitsOf(options);
  // In a shared store the slot has a derived name: even a hash of the secret would help an attacker to guess it.
  const slotName = async (): Promise<string> => (isShared ? (await keys()).name : key);
  const lock = { lock: new LoginLock(permits, clock, random), key: async () => `${await slotName()}:login` };
  return new CredentialSource({
    clock,
    random,
    guard: new LoginGuard({ clock, random, permits, slotName, history }),
    createLoginContext,
    store:
      tokenStore === undefined
        ? undefined
        : new CredentialStore({
            store: tokenStore,
            clock,
            access: accessTo(tokenStore, "token store", options),
            associated: associatedText(scheme, identity),
            keys,
          }),
    lock: isShared ? lock : undefined,
  });
}

/** Names the identity and its origins. A stored record opens only for the same text. */
function associatedText(scheme: AnyAuthScheme, { principal, extra = {} }: Identity): string {
  return JSON.stringify([scheme.name, [...scheme.origins].sort(), principal, extra]);
}

/** The session's shared permits combined with those of this process, or those of this process alone. */
function permitsOf(options: SharingOptions): Permits {
  const { permits: local, fallbacks } = sharedState(options.clock);
  if (options.permits === undefined) return local;
  const access = accessTo(options.permits, "permits store", options);
  const combined = fallbacks.get(options.permits) ?? new FallbackPermits(options.permits, local, access, options.clock);
  fallbacks.set(options.permits, combined);
  return combined;
}

function accessTo(store: object, role: string, { clock, logger }: SharingOptions): StoreAccess {
  const { accesses } = sharedState(clock);
  const known = accesses.get(store);
  if (known !== undefined) return known;
  const access = new StoreAccess(role, logger, clock);
  accesses.set(store, access);
  // Keyv reports faults by an event. Without a listener, that event ends the process.
  if ("on" in store && typeof store.on === "function") store.on("error", (error: unknown) => access.report(error));
  return access;
}

function sharedState(clock: Clock): SharedState {
  const state = stateByClock.get(clock) ?? {
    permits: memoryPermits(clock),
    pools: new WeakMap(),
    accesses: new WeakMap(),
    fallbacks: new WeakMap(),
  };
  stateByClock.set(clock, state);
  return state;
}
