import type { Group } from "../store/state.js";
import { formatTimestamp } from "../timestamps.js";

const organizationToken = "b3JnLTE.emulator-organization";

/** Writes a group, as in lists. */
export function groupSummary({ token, name, description, parent }: Group): object {
  return {
    name,
    description,
    token,
    group_type: parent === undefined ? "Group" : "Subgroup",
    organization_token: organizationToken,
  };
}

/** Writes a group as a product of the products edition. */
export function productSummary({ token, name, description }: Group): object {
  return { name, description, token };
}

/** Writes all members of a product. The default product is the Private Workspace. */
export function productDetails(group: Group): object {
  return {
    ...productSummary(group),
    is_default: group.owner !== undefined,
    created: formatTimestamp(group.createdMs),
  };
}
