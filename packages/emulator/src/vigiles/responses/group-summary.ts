import type { Group } from "../store/state.js";
import { formatTimestamp } from "../timestamps.js";

const organizationToken = "b3JnLTE.emulator-organization";

/** Writes a group, as in lists. */
export function groupSummary(group: Group): object {
  const { token, name, description } = group;
  return { name, description, token, group_type: groupType(group), organization_token: organizationToken };
}

/** Returns the API's word for the kind of a group. */
export function groupType({ parent }: Group): "Group" | "Subgroup" {
  return parent === undefined ? "Group" : "Subgroup";
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
