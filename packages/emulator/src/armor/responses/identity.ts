import type { ArmorProfile } from "../options.js";
import type { KnownUser } from "../users/users.js";
import { accountJson } from "./account.js";
import { userJson } from "./user.js";

const permissionIds = [1, 2, 3, 5, 8, 13, 21, 34] as const;
const features = [
  { feature: "AA-CORE.INVOICING", productId: 7, featureId: 31 },
  { feature: "AA-CORE.TICKETING", productId: 7, featureId: 32 },
] as const;

/** Writes the response of `/me`: the user and the accounts. Their order matters: the first is the default account. */
export function identityJson(user: KnownUser, profile: ArmorProfile): object {
  const ids = user.accounts.map(({ id }) => id);
  return {
    user: userJson(user, profile),
    accounts: user.accounts.map((account) => accountJson(account, profile)),
    departments: ids.map((account, index) => ({ id: index + 1, name: "Operations", account })),
    permissions: Object.fromEntries(ids.map((id) => [id, permissionList(profile)])),
    features: ids.flatMap((accountId) => features.map((feature) => featureJson(accountId, feature, profile))),
  };
}

/** In 2018 the list had one entry, with all ids separated by spaces. */
function permissionList(profile: ArmorProfile): string[] {
  return profile === "2018" ? [permissionIds.join(" ")] : permissionIds.map(String);
}

function featureJson(accountId: number, feature: (typeof features)[number], profile: ArmorProfile): object {
  const { featureId, ...rest } = feature;
  return profile === "2026" ? { accountId, ...rest } : { accountId, ...rest, featureId };
}
