import type { ArmorContext } from "../http/context.js";
import type { ArmorState } from "../state.js";
import type { KnownUser } from "../users/users.js";
import type { OAuthRequest } from "./oauth-request.js";
import { chooseVariant } from "./pages/page-variant.js";
import type { Variant } from "./pages/page-variant.js";

/** A request to AD FS, and what belongs to it. */
export interface AdfsContext {
  readonly c: ArmorContext;
  readonly state: ArmorState;
  readonly url: URL;
  readonly request: OAuthRequest;
}

/** How the pages of this context are written. */
export function variantFor({ state }: Pick<AdfsContext, "state">, user?: KnownUser): Variant {
  return chooseVariant(state.settings.pages, user?.pages);
}
