import type { Secret } from "../../redaction/secret.js";
import type { Clock } from "../../util/clock.js";
import type { Logger } from "../../util/logger.js";
import type { CredentialSource } from "../credentials/credential-source.js";
import type { Signer } from "../signing/signer.js";
import { IdentityPool } from "./identity-pool.js";
import type { Permits } from "../limits/permits.js";
import { StoreAccess } from "../token-store/store-access.js";
import type { TokenStore } from "../token-store/token-store.js";

/** What a session gives to the state that it shares. Where sessions share an object, the first session's options made it. */
export interface SharingOptions {
  /** The session's clock. Sessions share state only if they have the same clock object. */
  readonly clock: Clock;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** Receives one warning per outage of a store. */
  readonly logger: Logger;
  /** Where windows and locks are counted; `undefined` for this process. */
  readonly permits: Permits | undefined;
  /** Where credentials are kept; `undefined` for this process. */
  readonly tokenStore: TokenStore | undefined;
  /** Seals the credentials of identities without a secret in the token store. */
  readonly tokenStoreKey: Secret | undefined;
}

/** The identities that sessions share. */
export interface IdentityPools {
  /** Those whose scheme logs in. */
  readonly sources: IdentityPool<CredentialSource>;
  /** Those whose scheme only signs requests. */
  readonly signers: IdentityPool<Signer>;
}

/** What sessions with the same clock share. */
interface SharedState {
  /** By token store and permits. */
  readonly pools: WeakMap<object, WeakMap<object, IdentityPools>>;
  /** One per store, since an outage concerns the store and not one identity. */
  readonly accesses: WeakMap<object, StoreAccess>;
}

/** The system clock has one state for the whole process. A test with its own clock has its own state. */
const stateByClock = new WeakMap<Clock, SharedState>();
/** The key for a store or permits that a session does not have. */
const none = {};

/**
 * Returns the identities that sessions share: those with the same clock, token store and permits.
 *
 * @param options - of a session
 */
export function poolsOf({ clock, tokenStore, permits }: SharingOptions): IdentityPools {
  const { pools } = sharedState(clock);
  const byPermits = pools.get(tokenStore ?? none) ?? new WeakMap<object, IdentityPools>();
  pools.set(tokenStore ?? none, byPermits);
  const known = byPermits.get(permits ?? none) ?? { sources: new IdentityPool(), signers: new IdentityPool() };
  byPermits.set(permits ?? none, known);
  return known;
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
 * Returns what calls a store. There is one for each store.
 *
 * @param store - a token store, or permits
 * @param role - names the store in warnings
 * @param options - of a session
 */
export function accessTo(store: object, role: string, { clock, logger }: SharingOptions): StoreAccess {
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
  const state = stateByClock.get(clock) ?? { pools: new WeakMap(), accesses: new WeakMap() };
  stateByClock.set(clock, state);
  return state;
}
