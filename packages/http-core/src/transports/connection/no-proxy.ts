import type { BlockList } from "node:net";
import type { Target } from "../../http/target.js";
import { nodeBuiltins } from "../../node-builtins.js";

/** A host and port, in the one spelling in which hosts are compared. */
interface Destination {
  readonly host: string;
  readonly port: string;
}

/**
 * Decides whether a URL is reached without the proxy of the environment: it leads to loopback, or `NO_PROXY` lists it.
 *
 * @param url - of the request
 * @param list - value of `NO_PROXY`: host names, which include their subdomains, addresses, subnets, each with or without a
 *   port, separated by commas or blanks; `*` for all
 */
export function bypassesProxy(url: Pick<Target, "protocol" | "hostname" | "port">, list: string): boolean {
  const destination = { host: normalizeHost(url.hostname), port: portOf(url) };
  return (
    isLoopback(destination.host) ||
    list
      .split(/[\s,]+/)
      .filter((entry) => entry !== "")
      .some((entry) => matchesEntry(destination, entry))
  );
}

function matchesEntry({ host, port }: Destination, entry: string): boolean {
  if (entry === "*") return true;
  const [name, onlyPort] = splitPort(entry);
  if (onlyPort !== undefined && onlyPort !== port) return false;
  if (name.includes("/")) return isInSubnet(host, name);
  const listed = normalizeHost(name.replace(/^\*?\./, ""));
  if (host === listed) return true;
  return nodeBuiltins.net.isIP(host) === 0 && host.endsWith(`.${listed}`);
}

/** Splits an entry into name and port. An IPv6 address has a port only behind brackets. */
function splitPort(entry: string): readonly [name: string, port: string | undefined] {
  const [, name, port] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  return name === undefined ? [entry, undefined] : [name, port];
}

function isInSubnet(host: string, subnet: string): boolean {
  const { BlockList: Subnets, isIP } = nodeBuiltins.net;
  const [first = "", bits = ""] = subnet.replace(/[[\]]/g, "").split("/");
  const address = normalizeHost(first);
  // The bits of an IPv4 subnet that is written as IPv6 include the 96 bits in front of it.
  const prefix = first !== address && isIP(first) === 6 && isIP(address) === 4 ? Number(bits) - 96 : Number(bits);
  const family = isIP(address);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (prefix < 0 || prefix > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? "ipv4" : "ipv6";
  const list = new Subnets();
  list.addSubnet(address, prefix, kind);
  return list.check(host, kind);
}

let loopbackList: BlockList | undefined;

function createLoopbackList(): BlockList {
  const list = new nodeBuiltins.net.BlockList();
  list.addSubnet("127.0.0.0", 8, "ipv4");
  list.addAddress("::1", "ipv6");
  return list;
}

function isLoopback(host: string): boolean {
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  const family = nodeBuiltins.net.isIP(host);
  if (family === 0) return false;
  loopbackList ??= createLoopbackList();
  return loopbackList.check(host, family === 4 ? "ipv4" : "ipv6");
}

/**
 * Writes a host in one form: in lower case, without brackets, zone and trailing dot, a name in its ASCII form, an IPv6
 * address in its shortest form, and an IPv4-mapped IPv6 address as IPv4.
 */
function normalizeHost(host: string): string {
  const bare = host.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  const [address = ""] = bare.split("%", 1);
  if (nodeBuiltins.net.isIPv6(address)) return normalizeIPv6(address);
  const isAscii = !/[^\0-\x7F]/.test(bare);
  return isAscii ? bare.toLowerCase() : (URL.parse(`http://${bare}`)?.hostname ?? bare);
}

function normalizeIPv6(address: string): string {
  const shortest = URL.parse(`http://[${address}]`)?.hostname.slice(1, -1) ?? address;
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(shortest) ?? [];
  if (high === undefined || low === undefined) return shortest;
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [first >> 8, first & 255, second >> 8, second & 255].join(".");
}

function portOf(url: Pick<Target, "protocol" | "port">): string {
  if (url.port !== "") return url.port;
  return url.protocol === "https:" ? "443" : "80";
}
