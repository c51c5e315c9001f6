import type { Logger } from "@org/http-core";
import { ArmorError } from "../errors.js";
import type { ArmorAccount } from "./types.js";

const closedStatuses = new Set(["cancelled", "canceled", "inactive"]);
const maxListedIds = 20;

/**
 * Chooses the account of a client: the given one, otherwise the first that is neither cancelled nor inactive. If all are,
 * it takes the first one and logs a warning.
 *
 * @param accounts - the user's accounts
 * @param accountId - the given account, checked
 * @param logger - receives the warning
 * @returns the account's id
 * @throws ArmorError `ARMOR_NO_ACCOUNT`, `ARMOR_ACCOUNT_UNKNOWN`
 */
export function chooseAccount(
  accounts: readonly ArmorAccount[],
  accountId: number | undefined,
  logger: Pick<Logger, "warn">,
): number {
  if (accountId !== undefined) return checkListed(accounts, accountId);
  const [first] = accounts;
  if (first === undefined) throw new ArmorError("ARMOR_NO_ACCOUNT", "The user has no account; /me lists none");
  const open = accounts.find(({ status }) => status === undefined || !closedStatuses.has(status.toLowerCase()));
  if (open === undefined) logger.warn(`The user has no active account; using account ${first.id} (${first.status})`);
  return (open ?? first).id;
}

/**
 * Checks that an account is one of the user's.
 *
 * @returns its id
 * @throws ArmorError `ARMOR_ACCOUNT_UNKNOWN`, which lists the user's accounts
 */
export function checkListed(accounts: readonly ArmorAccount[], accountId: number): number {
  if (accounts.some(({ id }) => id === accountId)) return accountId;
  const ids = accounts.slice(0, maxListedIds).map(({ id }) => id);
  const more = accounts.length > maxListedIds ? ` and ${accounts.length - maxListedIds} more` : "";
  throw new ArmorError(
    "ARMOR_ACCOUNT_UNKNOWN",
    `Account ${accountId} is not one of the user's: ${ids.join(", ") || "there are none"}${more}`,
  );
}
