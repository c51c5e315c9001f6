import { refuseOption } from "./check-options.js";

/** A host name, IPv4 address or IPv6 address in brackets, with or without a port. */
const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9-]+(\.[a-z0-9-]+)*)(:\d{1,5})?$/i;

/**
 * Reads one exact host, as lists of allowed hosts name it.
 *
 * @param name - of the option, for example `"hosts[0]"`
 * @param value - `host`, `host:port` or an origin; without a scheme it is https. The message never quotes it, since it may
 *   hold a password
 * @returns its origin, normalized as `URL.origin` is
 * @throws InputError `OPTION_INVALID` for anything else, such as a pattern, a path or a port above 65535
 */
export function readOrigin(name: string, value: unknown): string {
  const text = typeof value === "string" ? value : "";
  const host = text.replace(/^https?:\/\//i, "");
  const url = hostPattern.test(host) ? URL.parse(host === text ? `https://${host}` : text) : null;
  return url?.origin ?? refuseOption(name, "a host, host:port or origin");
}
