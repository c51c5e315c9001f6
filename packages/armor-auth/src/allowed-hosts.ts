import { InputError } from "@org/http-core";

/** Where the API is, unless told otherwise. */
export const defaultBaseUrl = "https://api.armor.com";

/** Hosts that serve the API: the token and the account header may go there. Both generations of names. */
const apiHosts: readonly string[] = [
  "api.armor.com",
  "api.accounts.armor.com",
  "agent-management.api.armor.com",
  "api.logs.armor.com",
  "api.notifications.armor.com",
  "security-detections.api.secure-prod.services",
  "compliance.api.secure-prod.services",
  "webhooks.api.secure-prod.services",
  "logs.api.secure-prod.services",
  "accounts.api.secure-prod.services",
  "agent-management.api.secure-prod.services",
  "infrastructure.api.secure-prod.services",
  "notifications.api.secure-prod.services",
  "mdr.api.secure-prod.services",
];

/** Hosts that may be asked, but get no token: portal and sign-in. */
const openHosts: readonly string[] = ["amp.armor.com", "sts.armor.com", "auth.armor.com"];

/** What a client may reach, and where its token goes. */
export interface Reach {
  /** The session's allow-list, as origins. */
  readonly hosts: readonly string[];
  /** Where the token goes, as origins. */
  readonly origins: readonly string[];
}

/**
 * Settles what a client may reach. The real hosts belong to the real service: with another base URL only that one and
 * the hosts given are reached, so that a test token never leaves for the real service.
 *
 * @param baseUrl - a checked URL
 * @param more - hosts, `host:port` or origins that get the token too
 * @throws InputError `OPTION_INVALID` for an entry that names no exact host
 */
export function reachOf(baseUrl: URL, more: readonly string[] = []): Reach {
  if (!Array.isArray(more)) throw new InputError("OPTION_INVALID", "Option hosts must be a list of hosts");
  const isReal = baseUrl.origin === defaultBaseUrl;
  const own = [baseUrl.origin, ...(isReal ? apiHosts.map(originOf) : []), ...more.map(originOf)];
  const origins = Object.freeze([...new Set(own)]);
  return { origins, hosts: Object.freeze([...origins, ...(isReal ? openHosts.map(originOf) : [])]) };
}

function originOf(entry: unknown): string {
  const text = typeof entry === "string" ? entry : "";
  const authority = text.replace(/^https?:\/\//i, "");
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  const exact = /^(\[[0-9a-f:.]+\]|[a-z0-9-]+(\.[a-z0-9-]+)*)(:\d{1,5})?$/i.test(authority);
  if (url === null || !exact) {
    throw new InputError("OPTION_INVALID", `hosts entry ${JSON.stringify(entry)} must be a host, host:port or origin`);
  }
  return url.origin;
}
