import { isPlainHttp } from "../http/allowed-hosts.js";
import type { Target } from "../http/target.js";
import type { Logger } from "../util/logger.js";
import type { AnyAuthScheme } from "./scheme.js";

/** The origins that were warned of, by the scheme that lists them. */
const warned = new WeakMap<AnyAuthScheme, Set<string>>();

/**
 * Warns once for each origin of a scheme to which requests go over plain http, where anybody on the way can read them.
 *
 * @param scheme - lists the origin with `http://`
 * @param url - of a request that is allowed
 * @param logger - receives the warning
 */
export function warnOfPlainHttp(scheme: AnyAuthScheme, url: Target, logger: Logger): void {
  if (!isPlainHttp(url)) return;
  const origins = warned.get(scheme) ?? new Set();
  if (origins.has(url.origin)) return;
  warned.set(scheme, origins.add(url.origin));
  logger.warn(
    `Scheme ${scheme.name} sends requests and credentials to ${url.origin} without encryption, since it lists that origin with http://`,
  );
}
