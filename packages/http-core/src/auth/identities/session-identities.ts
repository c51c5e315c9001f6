import { InputError } from "../../errors.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";
import type { CredentialSource } from "../credentials/credential-source.js";
import { identityKey } from "./identity-key.js";
import type { IdentityPool, IdentityUser, SharedIdentity } from "./identity-pool.js";
import { createSource } from "./create-source.js";
import { poolOf, type SharingOptions } from "./shared-state.js";

/** The identities that one session uses. They are kept until the session is closed, or collected. */
export class SessionIdentities implements IdentityUser<CredentialSource> {
  readonly #options: SharingOptions;
  readonly #pool: IdentityPool<CredentialSource>;
  readonly #used = new Set<SharedIdentity<CredentialSource>>();
  #isReleased = false;
  #storeKeyName: string | undefined;

  /** @param options - of the session */
  constructor(options: SharingOptions) {
    this.#options = options;
    this.#pool = poolOf(options);
  }

  /**
   * Returns the credential source of an identity. Sessions with the same clock, token store and permits share it.
   *
   * @param scheme - its name and origins are part of the identity
   * @param identity - whose credential it is; without a secret, only sessions with the same scheme object share it
   * @throws InputError `OPTION_INVALID` if nothing can seal the credential in the session's token store
   */
  source(scheme: AnyAuthScheme, identity: Identity): CredentialSource {
    const key = this.#keyOf(scheme, identity);
    const create = (): CredentialSource => createSource(scheme, identity, this.#options);
    // A call that was built while its session was closed shares nothing, since nobody would release it.
    if (this.#isReleased) return create();
    const used = this.#pool.use(key, this, create);
    this.#used.add(used);
    return used.source;
  }

  /**
   * Releases the identities when a session is collected that was never closed.
   *
   * @param session - must not be reachable from the identities
   */
  releaseWith(session: object): void {
    collectedSessions.register(session, this, this);
  }

  /** Ends the use of all identities. */
  release(): void {
    this.#isReleased = true;
    collectedSessions.unregister(this);
    for (const identity of this.#used) this.#pool.release(identity, this);
    this.#used.clear();
  }

  /** Sessions with another key for the token store share nothing that the key seals. */
  #keyOf(scheme: AnyAuthScheme, identity: Identity): string {
    const key = identityKey(scheme, identity);
    const { tokenStore, tokenStoreKey } = this.#options;
    if (identity.secret !== undefined) return key;
    if (tokenStore !== undefined && tokenStoreKey === undefined) throw noKeyError(scheme);
    return tokenStoreKey === undefined ? key : `${key}:${(this.#storeKeyName ??= tokenStoreKey.fingerprint())}`;
  }

  forget(identity: SharedIdentity<CredentialSource>): void {
    this.#used.delete(identity);
  }
}

const collectedSessions = new FinalizationRegistry<SessionIdentities>((identities) => identities.release());

function noKeyError({ name }: AnyAuthScheme): InputError {
  const message = `The identity of scheme ${name} has no secret that could seal its credentials in the tokenStore; give the session a tokenStoreKey`;
  return new InputError("OPTION_INVALID", message);
}
