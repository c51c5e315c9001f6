import type { Logger } from "@org/http-core";
import { ArmorError } from "../errors.js";
import type { ArmorAccount } from "./types.js";

const closedStatuses = new Set(["cancelled", "canceled", "inactive"]);
const mostListed = 20;

/**
 * The account that requests are about: the one that was asked for, or the first that is neither cancelled nor inactive.
 * Where all are, the first one, with a warning.
 *
 * @param accounts - the user's
 * @param wanted - a checked id
 * @param logger - gets the warning
 * @throws ArmorError `ARMOR_NO_ACCOUNT`, `ARMOR_ACCOUNT_UNKNOWN`
 */
export function chooseAccount(
  accounts: readonly ArmorAccount[],
  wanted: number | undefined,
  logger: Pick<Logger, "warn">,
): number {
  if (wanted !== undefined) return listedAccount(accounts, wanted);
  const [first] = accounts;
  if (first === undefined) throw new ArmorError("ARMOR_NO_ACCOUNT", "The user has no account; /me lists none");
  const usable = accounts.find(({ status }) => status === undefined || !closedStatuses.has(status.toLowerCase()));
  if (usable === undefined)
    logger.warn(`No account of the user's is active; account ${first.id} (${first.status}) is used`);
  return (usable ?? first).id;
}

/**
 * Checks that an account is one of the user's.
 *
 * @throws ArmorError `ARMOR_ACCOUNT_UNKNOWN` that names the ids there are
 */
export function listedAccount(accounts: readonly ArmorAccount[], wanted: number): number {
  if (accounts.some(({ id }) => id === wanted)) return wanted;
  const ids = accounts.slice(0, mostListed).map(({ id }) => id);
  const more = accounts.length > mostListed ? ` and ${accounts.length - mostListed} more` : "";
  throw new ArmorError(
    "ARMOR_ACCOUNT_UNKNOWN",
    `Account ${wanted} is not one of the user's: ${ids.join(", ") || "there are none"}${more}`,
  );
}
