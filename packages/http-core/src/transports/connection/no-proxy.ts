import type { Target } from "../../http/target.js";
import { nodeBuiltins } from "../../node-builtins.js";

/** Reached without the proxy of the environment, whatever `NO_PROXY` lists. */
const loopback = ["localhost", "127.0.0.0/8", "::1"];

/** A network address, or an IPv6 one in brackets or with a zone, and the bits of a subnet. */
const networkShape = /^\[?([^\]%/]+)(?:%[^\]/]*)?\]?(?:\/(\d{1,3}))?$/;

/**
 * Decides whether a URL is reached without the proxy of the environment: it leads to loopback, or `NO_PROXY` lists it.
 *
 * @param url - of the request
 * @param list - value of `NO_PROXY`: host names, which include their subdomains, addresses, subnets, each with or without a
 *   port, separated by commas or blanks; `*` for all
 */
export function bypassesProxy(url: Pick<Target, "protocol" | "hostname" | "port">, list: string): boolean {
  const entries = list.split(/[\s,]+/).filter((entry) => entry !== "");
  const defaultPort = url.protocol === "https:" ? "443" : "80";
  const port = url.port === "" ? defaultPort : url.port;
  return [...loopback, ...entries].some((entry) => matchesEntry(url.hostname, port, entry));
}

function matchesEntry(hostname: string, port: string, entry: string): boolean {
  if (entry === "*") return true;
  // An IPv6 address has a port only behind brackets.
  const [, listed = entry, onlyPort = port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  if (onlyPort !== port) return false;
  const address = hostname.replace(/^\[|\]$/g, "");
  if (familyOf(address) !== undefined) return isInNetwork(address, listed);
  if (listed.includes("/")) return false;
  const [host, name] = [normalizeName(hostname), normalizeName(listed.replace(/^\*?\./, ""))];
  return host === name || host.endsWith(`.${name}`);
}

/** A subnet of IPv4 addresses may be written as IPv6. Its bits then include the 96 in front of an IPv4 address. */
function isInNetwork(address: string, network: string): boolean {
  const [, first = "", bits] = networkShape.exec(network) ?? [];
  const [own, family] = [familyOf(address), familyOf(first)];
  if (own === undefined || family === undefined) return false;
  const maxBits = family === "ipv4" ? 32 : 128;
  const minBits = own === "ipv4" && family === "ipv6" ? 96 : 0;
  const prefix = bits === undefined ? maxBits : Number(bits);
  if (prefix < minBits || prefix > maxBits) return false;
  const addresses = new nodeBuiltins.net.BlockList();
  addresses.addSubnet(first, prefix, family);
  return addresses.check(address, own);
}

function familyOf(address: string): "ipv4" | "ipv6" | undefined {
  const { isIPv4, isIPv6 } = nodeBuiltins.net;
  if (isIPv4(address)) return "ipv4";
  return isIPv6(address) ? "ipv6" : undefined;
}

/** Writes a host name in lower case, without trailing dot, in its ASCII form. */
function normalizeName(name: string): string {
  const bare = name.replace(/\.$/, "");
  const isAscii = !/[^\0-\x7F]/.test(bare);
  return isAscii ? bare.toLowerCase() : (URL.parse(`http://${bare}`)?.hostname ?? bare);
}
