import { omitUndefined } from "@org/http-core/authoring";
import { editions, type Edition } from "@org/linuxlink-auth";
import { VigilesError } from "../../errors.js";
import { howToSet } from "./edition-advice.js";
import { checkToken } from "../validation/tokens.js";

/** Where something is in the service, or where it goes. */
export interface LocationTokens {
  /** Token of a group. Only for the edition `groups`. */
  readonly groupToken?: string | undefined;
  /** Token of a product. In the edition `groups` it is an old name for `groupToken`, which takes precedence. */
  readonly productToken?: string | undefined;
  /** Token of a folder in the group or product. */
  readonly folderToken?: string | undefined;
}

/** A location in one edition, with checked tokens. */
export interface Location {
  /** Token of the group; in the edition `products`, of the product. */
  readonly groupOrProduct: string | undefined;
  /** Token of the folder. */
  readonly folder: string | undefined;
  /** Wire name of the parameter that holds `groupOrProduct`. */
  readonly paramName: "group_token" | "product_token";
}

/**
 * Chooses the tokens of a call: its own, otherwise the configured ones. If the group or product is the call's own, the configured
 * folder is ignored: it is in another group.
 *
 * @param call - tokens that were given in the call
 * @param configured - tokens of the client, see `DefaultLocation`
 * @param edition - decides which of them are used
 * @throws VigilesError `EDITION_MISMATCH`, `TOKEN_INVALID`
 */
export function chooseLocation(call: LocationTokens, configured: LocationTokens, edition: Edition): Location {
  return override(readLocation(call, edition), readLocation(configured, edition));
}

/** The one parameter that selects a location: the folder if there is one, otherwise the group or product. */
export function locationParam({ groupOrProduct, folder, paramName }: Location): Record<string, string | undefined> {
  return folder === undefined ? { [paramName]: groupOrProduct } : { folder_token: folder };
}

function readLocation(tokens: LocationTokens, edition: Edition): Location {
  const { groupToken, productToken, folderToken }: LocationTokens = omitUndefined(tokens);
  if (edition === "products" && groupToken !== undefined && productToken === undefined) {
    const message = `A group is given or configured, but the edition is "products"; give a product, or ${howToSet("groups")}`;
    throw new VigilesError("EDITION_MISMATCH", message);
  }
  const name = edition === "groups" && groupToken !== undefined ? "groupToken" : "productToken";
  const token = name === "groupToken" ? groupToken : productToken;
  return {
    paramName: editions[edition].tokenName,
    groupOrProduct: token === undefined ? undefined : checkToken(name, token),
    folder: folderToken === undefined ? undefined : checkToken("folderToken", folderToken),
  };
}

function override(upper: Location, lower: Location): Location {
  if (upper.groupOrProduct !== undefined) return upper;
  return { ...lower, folder: upper.folder ?? lower.folder };
}
