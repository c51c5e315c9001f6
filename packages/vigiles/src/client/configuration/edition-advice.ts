import type { Edition } from "@org/linuxlink-auth";

/** How a caller chooses an edition that was not detected, for messages. A key file alone does not show the edition. */
export function howToSet(edition: Edition): string {
  return `set edition "${edition}" by the option edition, --edition or VIGILES_EDITION`;
}
