import type { ArmorAccount, ArmorProfile } from "../options.js";

/**
 * Writes an account, as in `/me` and `/accounts`. It has exactly the properties of its year, because clients of that year
 * fail on others.
 */
export function accountJson(account: Required<ArmorAccount>, profile: ArmorProfile): object {
  const { id, name, status, parent } = account;
  return {
    id,
    name,
    currency: "USD".padEnd(10),
    status,
    parent,
    products: { "AA-CORE": ["INVOICING", "TICKETING"] },
    ...(profile === "2018" ? {} : { accountType: parent === -1 ? "Direct" : "Partner Customer", isSynced: true }),
    ...(profile === "2026" ? { isFreeTrial: false } : {}),
  };
}
