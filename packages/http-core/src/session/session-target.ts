import { allowedHosts } from "../http/allowed-hosts.js";
import type { UrlBase } from "../http/target.js";
import { readBase } from "../http/url.js";
import type { SessionOptions } from "../options/options.js";

/** Where a session's requests go. */
export interface SessionTarget {
  /** The base URL, if the session has one. */
  readonly base: UrlBase | undefined;
  /** Hosts that may be reached; `undefined` allows every https host. */
  readonly hosts: readonly string[] | undefined;
  /**
   * Where the credentials among the session's own headers and parameters belong: an origin, or a host with port. It is the
   * origin of the base URL, or the only host that may be reached. `undefined` if the session has no host of its own.
   */
  readonly home: string | undefined;
}

/**
 * Reads where a session's requests go.
 *
 * @param options - of the session
 * @param parentHome - of the session that was extended, which is used if this one has none of its own
 * @throws InputError `URL_INVALID`, `OPTION_INVALID`
 */
export function readTarget(
  { baseUrl, hosts: listed, auth, allowHttp = false }: SessionOptions,
  parentHome?: string | undefined,
): SessionTarget {
  const base = baseUrl === undefined ? undefined : readBase(baseUrl);
  // A scheme's origins do not add to the hosts that a caller lists.
  const origins = auth && listed === undefined ? auth.origins : undefined;
  const hosts = allowedHosts({ hosts: listed, base, origins, allowHttp });
  const onlyHost = hosts?.length === 1 ? hosts[0] : undefined;
  return { base, hosts, home: base?.origin ?? onlyHost ?? parentHome };
}

/**
 * Returns true if two homes are the same: the origins or hosts to which a session may send its own credentials. If one
 * of them has no protocol, the protocols are not compared.
 *
 * @param one - an origin, or a host with port
 * @param other - an origin, or a host with port
 */
export function isSameHome(one: string | undefined, other: string | undefined): boolean {
  if (one === other || one === undefined || other === undefined) return one === other;
  const hasBothProtocols = one.includes("://") && other.includes("://");
  return !hasBothProtocols && one.replace(/^.*:\/\//, "") === other.replace(/^.*:\/\//, "");
}
