import { ArmorError } from "../errors.js";
import type { ArmorAccount } from "./types.js";

const longestList = 100_000;

/**
 * Reads the accounts from an answer to `/me`. Currency comes padded with spaces, and is trimmed.
 *
 * @param body - parsed JSON
 * @throws ArmorError `ARMOR_IDENTITY_INVALID`
 */
export function readAccounts(body: unknown): readonly ArmorAccount[] {
  const { accounts } = record(body, "it is no JSON object");
  if (!Array.isArray(accounts) || accounts.length > longestList) invalid("accounts is no list");
  const known = new Map<number, ArmorAccount>();
  for (const [index, entry] of accounts.entries()) {
    const account = readAccount(entry, index);
    if (!known.has(account.id)) known.set(account.id, account);
  }
  return Object.freeze([...known.values()]);
}

function readAccount(entry: unknown, index: number): ArmorAccount {
  const fields = record(entry, `accounts[${index}] is no object`);
  const { id, parent } = fields;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 1) invalid(`accounts[${index}].id is no account id`);
  const texts = ["name", "status", "currency", "accountType"].flatMap((name) => {
    const value = fields[name];
    return typeof value === "string" ? [[name, value.trim()]] : [];
  });
  return Object.freeze({ id, ...Object.fromEntries(texts), ...(typeof parent === "number" ? { parent } : {}) });
}

function record(value: unknown, why: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) invalid(why);
  return { ...value };
}

function invalid(why: string): never {
  throw new ArmorError("ARMOR_IDENTITY_INVALID", `Armor's answer to /me can't be used: ${why}`);
}
