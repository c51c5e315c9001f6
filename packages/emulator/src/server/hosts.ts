/** Hosts of the Armor service: the portal, both login servers, and every API host, current and former. */
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

/** Hosts of LinuxLink/Vigiles: the former public service, and today's. */
export const vigilesHosts: readonly string[] = ["linuxlink.timesys.com", "vigiles.lynx.com"];

/** Names and addresses under which the emulator itself is reached. */
const bareHosts: readonly string[] = ["127.0.0.1", "localhost", "[::1]"];

/** The part of the emulator that answers a request. */
export type Service = "armor" | "vigiles" | "control";

/** Paths below this one, on a bare address, steer the emulator. */
export const controlPath = "/__emulator";

/**
 * Chooses who answers: by the `Host` header, else by the TLS server name, and on a bare address by the path.
 *
 * @param host - the `Host` header; a port is ignored
 * @param serverName - the name of the TLS handshake, if there was one
 * @param path - the request's path
 * @returns undefined for a host that is none of ours
 */
export function chooseService(host: string, serverName: string | undefined, path: string): Service | undefined {
  const name = withoutPort(host);
  return byName(name) ?? byName(serverName ?? "") ?? (bareHosts.includes(name) ? byPath(path) : undefined);
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
  return path.startsWith("/api/v1/") ? "vigiles" : "armor";
}
