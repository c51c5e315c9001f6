import { readOrigin, refuseOption } from "@org/http-core/authoring";

/** The real API, which is the default. */
export const defaultBaseUrl = "https://api.armor.com";

/** The real API, under its older and its newer hosts. They receive the token and the account header. */
const apiOrigins: readonly string[] = [
  "https://api.armor.com",
  "https://api.accounts.armor.com",
  "https://agent-management.api.armor.com",
  "https://api.logs.armor.com",
  "https://api.notifications.armor.com",
  "https://security-detections.api.secure-prod.services",
  "https://compliance.api.secure-prod.services",
  "https://webhooks.api.secure-prod.services",
  "https://logs.api.secure-prod.services",
  "https://accounts.api.secure-prod.services",
  "https://agent-management.api.secure-prod.services",
  "https://infrastructure.api.secure-prod.services",
  "https://notifications.api.secure-prod.services",
  "https://mdr.api.secure-prod.services",
];

/** The portal and the sign-in services. A session may call them, but they receive no token. */
const originsWithoutToken: readonly string[] = [
  "https://amp.armor.com",
  "https://sts.armor.com",
  "https://auth.armor.com",
];

/** The hosts that a client may call. All are origins: `https://host[:port]`. */
export interface AllowedHosts {
  /** Every host that the session may call. */
  readonly sessionOrigins: readonly string[];
  /** Those of them that receive the token and the account header. */
  readonly tokenOrigins: readonly string[];
}

/**
 * Lists the hosts that a client may call. The real hosts are allowed with the default base URL only, so that the token
 * of a test service is never sent to the real one.
 *
 * @param baseUrl - the API's base URL, checked
 * @param extraHosts - more hosts that receive the token: `host`, `host:port` or an origin
 * @throws InputError `OPTION_INVALID` for an entry that does not name one exact host
 */
export function listAllowedHosts(baseUrl: URL, extraHosts: readonly string[] = []): AllowedHosts {
  if (!Array.isArray(extraHosts)) refuseOption("hosts", "a list of hosts");
  const isReal = baseUrl.origin === defaultBaseUrl;
  const extraOrigins = extraHosts.map((entry, index) => readOrigin(`hosts[${index}]`, entry));
  const tokenOrigins = [...new Set([baseUrl.origin, ...(isReal ? apiOrigins : []), ...extraOrigins])];
  return { tokenOrigins, sessionOrigins: [...tokenOrigins, ...(isReal ? originsWithoutToken : [])] };
}
