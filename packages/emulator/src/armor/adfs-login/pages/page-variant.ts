import type { PageVariant } from "../../options.js";

/** How pages are written, every choice made; `action` stays open where each page has its own defaultAction. */
export type Variant = Required<Omit<PageVariant, "action">> & Pick<PageVariant, "action">;

const usual: Variant = {
  errorElement: "span",
  rawAmpersands: true,
  upperCase: false,
  reverseAttributes: false,
  quotes: "double",
  authMethod: "AzureMfaServerAuthentication",
};

/** Chooses: what the user has, then what the service has, then what is usual. */
export function chooseVariant(service: PageVariant, user: PageVariant = {}): Variant {
  return { ...usual, ...service, ...user };
}
