import type { ArmorAccount, ArmorProfile } from "../options.js";

/** An account as `/me` and `/accounts` write it. A property more than its year has breaks the client of that year. */
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
