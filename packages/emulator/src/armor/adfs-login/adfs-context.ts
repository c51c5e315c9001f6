import type { ArmorContext } from "../http/context.js";
import type { ArmorState } from "../state.js";
import type { KnownUser } from "../users/users.js";
import type { OAuthRequest } from "./oauth-request.js";
import { chooseVariant } from "./pages/page-variant.js";
import type { Variant } from "./pages/page-variant.js";

/** A request to AD FS, with what its handlers need. */
export interface AdfsContext {
  /** Hono's context of the request. */
  readonly c: ArmorContext;
  /** The state of the Armor service. */
  readonly state: ArmorState;
  /** The URL of the request. */
  readonly url: URL;
  /** The OAuth parameters in the query. */
  readonly request: OAuthRequest;
}

/** Chooses how to write a page. Once the user is known, the user's own variant is used. */
export function variantOf({ state }: Pick<AdfsContext, "state">, user?: KnownUser): Variant {
  return chooseVariant(state.settings.pages, user?.pages);
}
