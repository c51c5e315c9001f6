import { isRecord, omitUndefined } from "@org/http-core/authoring";
import { ArmorError } from "../errors.js";
import type { ArmorAccount } from "./types.js";

const maxAccounts = 100_000;

/**
 * Reads the accounts from the response of `/me`. Texts are trimmed, since currencies are padded with spaces. If
 * several accounts have the same id, the first one is used.
 *
 * @param body - parsed JSON
 * @throws ArmorError `ARMOR_IDENTITY_INVALID`
 */
export function readAccounts(body: unknown): readonly ArmorAccount[] {
  if (!isRecord(body)) refuse("it is not a JSON object");
  const { accounts } = body;
  if (!Array.isArray(accounts)) refuse("accounts is not a list");
  if (accounts.length > maxAccounts) refuse(`accounts has more than ${maxAccounts} entries`);
  const byId = new Map<number, ArmorAccount>();
  for (const [index, entry] of accounts.entries()) {
    const account = readAccount(entry, index);
    if (!byId.has(account.id)) byId.set(account.id, account);
  }
  return Object.freeze([...byId.values()]);
}

function readAccount(entry: unknown, index: number): ArmorAccount {
  if (!isRecord(entry)) refuse(`accounts[${index}] is not an object`);
  const { id, parent } = entry;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 1)
    refuse(`accounts[${index}].id is not an account id`);
  const optional = {
    name: readText(entry["name"]),
    status: readText(entry["status"]),
    currency: readText(entry["currency"]),
    accountType: readText(entry["accountType"]),
    parent: typeof parent === "number" ? parent : undefined,
  };
  return Object.freeze({ id, ...omitUndefined(optional) });
}

function readText(value: unknown): string | undefined {
  return typeof value === "string" ? value.trim() : undefined;
}

function refuse(why: string): never {
  throw new ArmorError("ARMOR_IDENTITY_INVALID", `Armor's response to /me can't be used: ${why}`);
}
