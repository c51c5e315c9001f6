import { InputError } from "../../errors.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";
import type { CredentialSource } from "../credentials/credential-source.js";
import type { Signer } from "../signing/signer.js";
import { identityKey } from "./identity-key.js";
import { Lazy } from "../../util/lazy.js";
import { isPromise, type MaybePromise } from "../../util/maybe-promise.js";
import { poolsOf, type SharingOptions } from "./shared-state.js";
import { UsedIdentities } from "./used-identities.js";

/** What only a scheme with a login needs: most of it stays out of the start, and of the first chunk of a bundle. */
const logins = new Lazy(() => import("./create-source.js"));
/** What only a scheme needs that has no login, and reads responses. */
const signing = new Lazy(() => import("./create-signer.js"));

/** The identities that one session uses. They are kept until the session is closed, or collected. */
export class SessionIdentities {
  readonly #options: SharingOptions;
  readonly #sources: UsedIdentities<CredentialSource>;
  readonly #signers: UsedIdentities<Signer>;
  #storeKeyName: string | undefined;

  /** @param options - of the session */
  constructor(options: SharingOptions) {
    this.#options = options;
    const pools = poolsOf(options);
    this.#sources = new UsedIdentities(pools.sources);
    this.#signers = new UsedIdentities(pools.signers);
  }

  /**
   * Returns the credential source of an identity. Sessions with the same clock, token store and permits share it.
   *
   * @param scheme - its name and origins are part of the identity
   * @param identity - whose credential it is; without a secret, only sessions with the same scheme object share it
   * @throws InputError `OPTION_INVALID` if nothing can seal the credential in the session's token store
   */
  source(scheme: AnyAuthScheme, identity: Identity): MaybePromise<CredentialSource> {
    const key = this.#keyOf(scheme, identity);
    const loaded = logins.get();
    if (isPromise(loaded)) return loaded.then(() => this.source(scheme, identity));
    return this.#sources.use(key, () => loaded.createSource(scheme, identity, this.#options));
  }

  /**
   * Returns the state that the requests of an identity share if its scheme has no login. Sessions with the same clock,
   * token store and permits share it.
   *
   * @param scheme - its name and origins are part of the identity
   * @param identity - on whose behalf requests are signed; without a secret, only sessions with the same scheme object share
   */
  signer(scheme: AnyAuthScheme, identity: Identity): MaybePromise<Signer> {
    const loaded = signing.get();
    if (isPromise(loaded)) return loaded.then(() => this.signer(scheme, identity));
    return this.#signers.use(identityKey(scheme, identity), () => loaded.createSigner(scheme, identity, this.#options));
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
    collectedSessions.unregister(this);
    this.#sources.release();
    this.#signers.release();
  }

  /** Sessions with another key for the token store share nothing that the key seals. */
  #keyOf(scheme: AnyAuthScheme, identity: Identity): string {
    const key = identityKey(scheme, identity);
    const { tokenStore, tokenStoreKey } = this.#options;
    if (identity.secret !== undefined) return key;
    if (tokenStore !== undefined && tokenStoreKey === undefined) throw noKeyError(scheme);
    return tokenStoreKey === undefined ? key : `${key}:${(this.#storeKeyName ??= tokenStoreKey.fingerprint())}`;
  }
}

const collectedSessions = new FinalizationRegistry<SessionIdentities>((identities) => identities.release());

function noKeyError({ name }: AnyAuthScheme): InputError {
  const message = `The identity of scheme ${name} has no secret that could seal its credentials in the tokenStore; give the session a tokenStoreKey`;
  return new InputError("OPTION_INVALID", message);
}
