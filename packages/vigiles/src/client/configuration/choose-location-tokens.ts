import type { Edition } from "@org/linuxlink-auth";
import { VigilesError } from "../../errors.js";
import { checkToken } from "../validation/tokens.js";

/** Where something is or goes: a group (a product, in that edition) and perhaps a folder in it. */
export interface Place {
  readonly top?: string | undefined;
  readonly folder?: string | undefined;
}

/** Tokens by their public names. */
export interface PlaceTokens {
  readonly groupToken?: string | undefined;
  readonly productToken?: string | undefined;
  readonly folderToken?: string | undefined;
}

/**
 * Tokens as a place in an edition. In `groups` a product is an old name of a group; in `products` groups don't exist.
 *
 * @param tokens - as given or configured
 * @param edition - which of the two APIs is spoken
 * @throws VigilesError `EDITION_MISMATCH`, `TOKEN_INVALID`
 */
export function placeOf(tokens: PlaceTokens, edition: Edition): Place {
  const { groupToken, productToken, folderToken } = tokens;
  if (edition === "products" && groupToken !== undefined && productToken === undefined) {
    const message =
      'A group is given or configured, but the edition is "products"; give a product, or edition "groups"';
    throw new VigilesError("EDITION_MISMATCH", message);
  }
  const top = edition === "groups" ? (groupToken ?? productToken) : productToken;
  const topName = edition === "groups" && groupToken !== undefined ? "groupToken" : "productToken";
  return {
    ...(top === undefined ? {} : { top: checkToken(topName, top) }),
    ...(folderToken === undefined ? {} : { folder: checkToken("folderToken", folderToken) }),
  };
}

/**
 * An explicit place over the configured one. A group or product of one's own also drops the configured folder, which
 * belongs to another.
 *
 * @param given - explicit
 * @param configured - otherwise
 */
export function override(given: Place, configured: Place): Place {
  if (given.top !== undefined) return given;
  return { top: configured.top, folder: given.folder ?? configured.folder };
}

/**
 * The one token a list or a new folder goes by: the folder where there is one, else the group or product.
 *
 * @param place - resolved
 * @param topName - wire name of the group or product
 */
export function narrowest(place: Place, topName: string): Readonly<Record<string, string | undefined>> {
  return place.folder === undefined ? { [topName]: place.top } : { folder_token: place.folder };
}
