import { ownMembers } from "../../../own-members.js";
import type { PageVariant } from "../../options.js";

/** How a page is written, with defaults. `action` can be undefined, because its default depends on the page. */
export type Variant = Required<Omit<PageVariant, "action">> & Pick<PageVariant, "action">;

const defaults: Variant = {
  errorElement: "span",
  rawAmpersands: true,
  upperCase: false,
  reverseAttributes: false,
  quotes: "double",
  authMethod: "AzureMfaServerAuthentication",
};

/** Merges the options: those of the user override those of the service, which override the defaults. */
export function chooseVariant(service: PageVariant, user: PageVariant = {}): Variant {
  return ownMembers<Variant>(defaults, service, user);
}
