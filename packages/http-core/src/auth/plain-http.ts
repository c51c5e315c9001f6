import { isPlainHttp, readSchemeOrigins } from "../http/allowed-hosts.js";
import type { Target } from "../http/target.js";
import type { Transport } from "../transports/transport.js";
import type { Logger } from "../util/logger.js";
import { memberOf } from "../util/own-members.js";
import type { AnyAuthScheme } from "./scheme.js";

/** What a warning depends on, in addition to the URL. */
interface Sender {
  /** Receives the warning. */
  readonly logger: Logger;
  /** Sessions that share it warn once. */
  readonly transport: Transport;
}

/** The origins that were warned of: by the scheme that lists them, or by the transport of the sessions that allow them. */
const warned = new WeakMap<object, Set<string>>();

/**
 * Warns once for each origin to which requests go over plain http, where anyone on the network path can read them.
 *
 * @param url - of a request that is allowed
 * @param scheme - of the request, if it has one
 * @param sender - see {@link Sender}
 */
export function warnOfPlainHttp(url: Target, scheme: AnyAuthScheme | undefined, { logger, transport }: Sender): void {
  if (!isPlainHttp(url)) return;
  const isOfScheme = scheme !== undefined && listsOrigin(scheme, url.origin);
  const reason = isOfScheme ? scheme : transport;
  const origins = warned.get(reason) ?? new Set();
  if (origins.has(url.origin)) return;
  warned.set(reason, origins.add(url.origin));
  logger.warn(
    isOfScheme
      ? `Scheme ${scheme.name} sends requests and credentials to ${url.origin} without encryption, since it lists that origin with http://`
      : `Requests go to ${url.origin} without encryption, since allowHttp is set: anyone on the network path can read and change them`,
  );
}

function listsOrigin(scheme: AnyAuthScheme, origin: string): boolean {
  const origins = [...scheme.origins, ...(memberOf(scheme, "loginOrigins") ?? [])];
  return readSchemeOrigins("auth.origins", origins).includes(origin);
}
