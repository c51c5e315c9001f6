import { localLimitNames, type LimitNames } from "../limits/limit-names.js";
import type { AnyAuthScheme, Identity } from "../scheme.js";
import { RejectionWindow } from "../signing/rejection-window.js";
import { Signer } from "../signing/signer.js";
import { deriveKeys } from "../token-store/derived-keys.js";
import { permitsOf } from "./shared-limits.js";
import type { SharingOptions } from "./shared-state.js";

/**
 * Makes what the requests of an identity share, for a scheme without a login.
 *
 * @param scheme - signs the requests
 * @param identity - on whose behalf
 * @param options - of the first session that uses it; later ones join
 */
export function createSigner(scheme: AnyAuthScheme, identity: Identity, options: SharingOptions): Signer {
  const { clock, permits, tokenStoreKey } = options;
  const local = localLimitNames(scheme, identity);
  let derived: Promise<LimitNames> | undefined;
  const derive = async (): Promise<LimitNames> => (await deriveKeys({ scheme, identity, tokenStoreKey })).limits;
  const names = async (): Promise<LimitNames> => (permits === undefined ? local : (derived ??= derive()));
  return new Signer(new RejectionWindow({ clock, permits: permitsOf(options), names }));
}
