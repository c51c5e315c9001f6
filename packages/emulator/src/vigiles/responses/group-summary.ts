import { formatTimestamp } from "../timestamps.js";
import type { Group } from "../store/state.js";

const organizationToken = "b3JnLTE.emulator-organization";

/** A group in a list. */
export function groupSummary({ token, name, description, parent }: Group): object {
  return {
    name,
    description,
    token,
    group_type: parent === undefined ? "Group" : "Subgroup",
    organization_token: organizationToken,
  };
}

/** A group as the older edition knows it. */
export function productSummary({ token, name, description }: Group): object {
  return { name, description, token };
}

/** A product in full; the default one is the Private Workspace. */
export function productDetails(group: Group): object {
  return {
    ...productSummary(group),
    is_default: group.owner !== undefined,
    created: formatTimestamp(group.createdMs),
  };
}
