import { LinuxLinkError } from "../errors.js";

/** `products`: LinuxLink with products. `groups`: Vigiles as it is today, with groups. */
export type Edition = "products" | "groups";

/** What differs between the editions. */
export interface EditionFacts {
  /** Where calls go when no server is named. */
  readonly server: string;
  readonly heartbeatResource: string;
  /** The parameter that says which product or group a call is for. */
  readonly tokenName: "product_token" | "group_token";
}

/** The editions and what differs between them. */
export const editions: Readonly<Record<Edition, EditionFacts>> = Object.freeze({
  products: {
    server: "https://linuxlink.timesys.com",
    heartbeatResource: "/api/v1/heartbeat",
    tokenName: "product_token",
  },
  groups: {
    server: "https://vigiles.lynx.com",
    heartbeatResource: "/api/v1/vigiles/heartbeat",
    tokenName: "group_token",
  },
});

/** What an edition is told from, most telling first. */
export interface EditionClues {
  /** As the caller gave it. */
  readonly edition?: Edition | undefined;
  /** Where `VIGILES_EDITION` is looked up; empty counts as unset. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The server, where one is named. */
  readonly url?: string | undefined;
  /** True for a key file with `organization_key`, `server_url` or `enterprise`. */
  readonly keyFileOfGroups?: boolean | undefined;
  /** True for a dashboard config with `group`. */
  readonly configOfGroups?: boolean | undefined;
}

/**
 * Finds out the edition: as given, else by `VIGILES_EDITION`, else by a known server, else by the key file, else by
 * the dashboard config, else `products`.
 *
 * @throws LinuxLinkError `EDITION_INVALID`
 */
export function resolveEdition(clues: EditionClues): Edition {
  const { edition, env = process.env, url, keyFileOfGroups = false, configOfGroups = false } = clues;
  const named = edition ?? (env["VIGILES_EDITION"] || undefined);
  if (named !== undefined) return checked(named, edition === undefined ? "VIGILES_EDITION" : "edition");
  return editionOf(url) ?? (keyFileOfGroups || configOfGroups ? "groups" : "products");
}

function checked(value: string, field: string): Edition {
  if (value === "products" || value === "groups") return value;
  throw new LinuxLinkError("EDITION_INVALID", `${field} must be "products" or "groups"`, { field });
}

function editionOf(url: string | undefined): Edition | undefined {
  const origin = url === undefined ? undefined : URL.parse(url)?.origin;
  if (origin === editions.products.server) return "products";
  return origin === editions.groups.server ? "groups" : undefined;
}
