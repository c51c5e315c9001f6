import { sortedExtra, sortedOrigins } from "../hash-identity.js";
import { localLimitNames, type LimitNames } from "../limits/limit-names.js";
import type { Permits } from "../limits/permits.js";
import { LoginGuard } from "../login/login-guard.js";
import { LoginLock } from "../login/login-lock.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";
import { CredentialStore } from "../token-store/credential-store.js";
import { deriveKeys, type DerivedKeys } from "../token-store/derived-keys.js";
import { RetiredLogins } from "../token-store/retired-logins.js";
import { CredentialSource } from "../credentials/credential-source.js";
import { gatesOf, historiesOf, permitsOf } from "./shared-limits.js";
import { accessTo, type SharingOptions } from "./shared-state.js";

/**
 * Makes the credential source of an identity.
 *
 * @param scheme - how the identity logs in
 * @param identity - whose credential it is
 * @param options - of the first session that uses it; later ones join
 */
export function createSource(scheme: AnyAuthScheme, identity: Identity, options: SharingOptions): CredentialSource {
  const { clock, random, tokenStoreKey } = options;
  const { secret } = identity;
  let derived: Promise<DerivedKeys> | undefined;
  const keys = (): Promise<DerivedKeys> => (derived ??= deriveKeys({ scheme, identity, tokenStoreKey }));
  const isShared = options.permits !== undefined;
  const permits = permitsOf(options);
  const local = localLimitNames(scheme, identity);
  const names = async (): Promise<LimitNames> => (isShared ? (await keys()).limits : local);
  const histories = () => historiesOf(local.logins, options);
  const lock = { lock: new LoginLock(permits, clock, random), key: async () => `${(await keys()).name}:login` };
  return new CredentialSource({
    clock,
    random,
    guard: new LoginGuard({ clock, random, permits, names, histories }),
    gates: () => (secret === undefined ? [] : gatesOf(local.secrets, options)),
    secret,
    store: createStore({ keys, permits, associated: associatedText(scheme, identity) }, options),
    lock: isShared ? lock : undefined,
  });
}

/** What an identity's store is made from, in addition to the options of the session. */
interface StoreParts {
  readonly keys: () => Promise<DerivedKeys>;
  readonly permits: Permits;
  readonly associated: string;
}

function createStore({ permits, ...parts }: StoreParts, options: SharingOptions): CredentialStore | undefined {
  const { tokenStore: store, clock } = options;
  if (store === undefined) return undefined;
  const access = accessTo(store, "token store", options);
  return new CredentialStore({ ...parts, store, clock, access, retired: new RetiredLogins(store, permits, clock) });
}

/** Names the identity and its origins. A stored record opens only for the same text. */
function associatedText(scheme: AnyAuthScheme, identity: Identity): string {
  return JSON.stringify([scheme.name, sortedOrigins(scheme), identity.principal, sortedExtra(identity)]);
}
