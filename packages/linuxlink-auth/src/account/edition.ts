import { omitUndefined } from "@org/http-core/authoring";
import { LinuxLinkError } from "../errors.js";
import { readVariable } from "../files/environment.js";

/** `products`: LinuxLink, where a product token names the target. `groups`: Vigiles today, where a group token does. */
export type Edition = "products" | "groups";

/** What differs between the editions. */
export interface EditionInfo {
  /** URL of the default server. */
  readonly server: string;
  /** Path of the heartbeat call. */
  readonly heartbeatResource: string;
  /** Name of the parameter that carries the product or group token. */
  readonly tokenName: "product_token" | "group_token";
}

/** The differences between the editions, by edition. */
export const editions: Readonly<Record<Edition, EditionInfo>> = Object.freeze({
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

/** What the edition is found out from, in order of precedence. */
export interface EditionHints {
  /** The caller's choice. */
  readonly edition?: Edition | undefined;
  /** Environment that holds `VIGILES_EDITION`; an empty value is ignored. Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The server's URL, if one is given. */
  readonly url?: string | undefined;
  /** True if the key file has `organization_key`, `server_url` or `"enterprise": true`. Default: false. */
  readonly isKeyFileForGroups?: boolean | undefined;
  /** True if the dashboard config has `group`. Default: false. */
  readonly isConfigForGroups?: boolean | undefined;
}

/**
 * Finds out the edition. The first of these that is known decides: the caller's choice, `VIGILES_EDITION`, a known
 * server, the key file, the dashboard config. Otherwise it is `products`.
 *
 * @throws LinuxLinkError `EDITION_INVALID`
 */
export function resolveEdition(hints: EditionHints): Edition {
  const own: EditionHints = omitUndefined(hints);
  const { edition, env = process.env, url, isKeyFileForGroups = false, isConfigForGroups = false } = own;
  const name = edition ?? readVariable(env, "VIGILES_EDITION");
  if (name !== undefined) return requireEdition(name, edition === undefined ? "VIGILES_EDITION" : "edition");
  return editionOfServer(url) ?? (isKeyFileForGroups || isConfigForGroups ? "groups" : "products");
}

function requireEdition(value: string, field: string): Edition {
  if (value === "products" || value === "groups") return value;
  throw new LinuxLinkError("EDITION_INVALID", `${field} must be "products" or "groups"`, { field });
}

function editionOfServer(url: string | undefined): Edition | undefined {
  const origin = url === undefined ? undefined : URL.parse(url)?.origin;
  if (origin === editions.products.server) return "products";
  return origin === editions.groups.server ? "groups" : undefined;
}
