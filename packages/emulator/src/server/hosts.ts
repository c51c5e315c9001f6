import { oauth2MetadataPath, oauth2Path } from "../oauth2/paths.js";

/** The hosts of the Armor service: the portal, both login servers, and all current and former API hosts. */
export const armorHosts: readonly string[] = [
  "amp.armor.com",
  "sts.armor.com",
  "auth.armor.com",
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

/** The hosts of LinuxLink/Vigiles: the former and the current public service. */
export const vigilesHosts: readonly string[] = ["linuxlink.timesys.com", "vigiles.lynx.com"];

/** The names and addresses of the emulator itself. */
const loopbackHosts: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/** The part of the emulator that handles a request. */
export type Service = "armor" | "vigiles" | "oauth2" | "control";

/** The base path of the control endpoint. It exists on loopback hosts only. */
export const controlPath = "/__emulator";

/**
 * Chooses the service for a request: by the `Host` header, then by the TLS server name, then (on a loopback host) by the
 * path.
 *
 * @param host - the `Host` header; its port is ignored
 * @param serverName - the server name of the TLS handshake; undefined if there is none
 * @param path - the request's path, without its query
 * @returns undefined for a host that the emulator does not serve
 */
export function chooseService(host: string, serverName: string | undefined, path: string): Service | undefined {
  const name = withoutPort(host);
  return byName(name) ?? byName(serverName ?? "") ?? (loopbackHosts.includes(name) ? byPath(path) : undefined);
}

function withoutPort(host: string): string {
  return host.replace(/:\d*$/, "").toLowerCase();
}

function byName(name: string): Service | undefined {
  if (armorHosts.includes(name)) return "armor";
  return vigilesHosts.includes(name) ? "vigiles" : undefined;
}

function byPath(path: string): Service {
  if (path === controlPath || path.startsWith(`${controlPath}/`)) return "control";
  if (path === oauth2MetadataPath || path.startsWith(`${oauth2Path}/`)) return "oauth2";
  return path.startsWith("/api/v1/") ? "vigiles" : "armor";
}
