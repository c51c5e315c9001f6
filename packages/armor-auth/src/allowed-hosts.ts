import { InputError } from "@org/http-core";

/** The real API, which is the default. */
export const defaultBaseUrl = "https://api.armor.com";

/** The real API's hosts, under their older and their newer names. They receive the token and the account header. */
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

/** The portal and the sign-in services. A session may call them, but they receive no token. */
const hostsWithoutToken: readonly string[] = ["amp.armor.com", "sts.armor.com", "auth.armor.com"];

/** The hosts that a client may call. All are origins: `https://host[:port]`. */
export interface AllowedHosts {
  /** Every host that the session may call. */
  readonly sessionOrigins: readonly string[];
  /** Those of them that receive the token and the account header. */
  readonly tokenOrigins: readonly string[];
}

/**
 * Lists the hosts that a client may call. The real hosts are allowed with the default base URL only, so that the token
 * of a test service never leaves for the real one.
 *
 * @param baseUrl - the API's base URL, checked
 * @param extraHosts - more hosts that receive the token: `host`, `host:port` or an origin
 * @throws InputError `OPTION_INVALID` for an entry that does not name one exact host
 */
export function listAllowedHosts(baseUrl: URL, extraHosts: readonly string[] = []): AllowedHosts {
  if (!Array.isArray(extraHosts)) throw new InputError("OPTION_INVALID", "Option hosts must be a list of hosts");
  const isReal = baseUrl.origin === defaultBaseUrl;
  const tokenHosts = [baseUrl.origin, ...(isReal ? apiHosts : []), ...extraHosts];
  const tokenOrigins = [...new Set(tokenHosts.map(readOrigin))];
  return { tokenOrigins, sessionOrigins: [...tokenOrigins, ...(isReal ? hostsWithoutToken.map(readOrigin) : [])] };
}

function readOrigin(entry: unknown): string {
  const text = typeof entry === "string" ? entry : "";
  const authority = text.replace(/^https?:\/\//i, "");
  const url = URL.parse(authority === text ? `https://${text}` : text);
  const isExact = /^(\[[0-9a-f:.]+\]|[a-z0-9-]+(\.[a-z0-9-]+)*)(:\d{1,5})?$/i.test(authority);
  if (url === null || !isExact) {
    throw new InputError("OPTION_INVALID", `hosts entry ${JSON.stringify(entry)} must be a host, host:port or origin`);
  }
  return url.origin;
}
