import type { BlockList } from "node:net";
import { InputError } from "../../errors.js";
import { nodeModules } from "../../util/node-modules.js";
import type { Target } from "../../http/target.js";

/** Where a transport reads proxy variables from. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy for a URL: the explicit one, or that of the environment. Loopback is reached directly.
 *
 * @param url - the request's
 * @param explicit - a proxy's URL, `false` for none, `undefined` for the environment's (`HTTP_PROXY`, `HTTPS_PROXY`,
 * `ALL_PROXY`, `NO_PROXY`; lower case beats upper case)
 */
export function proxyFor(
  url: Target,
  explicit: string | false | undefined,
  environment: Environment,
): string | undefined {
  if (explicit !== undefined) return explicit === false ? undefined : explicit;
  const host = plainHost(url.hostname);
  if (isLoopback(host) || isExcepted(host, portOf(url), variable(environment, "no_proxy"))) return undefined;
  const scheme = url.protocol.slice(0, -1);
  const found = variable(environment, `${scheme}_proxy`) || variable(environment, "all_proxy");
  if (found === "") return undefined;
  return found.includes("://") ? found : `http://${found}`;
}

/**
 * Finds the proxy of each URL of one transport. Reading the environment and judging a host by it takes longer than much
 * else of a request, so what was found for an origin holds until another one is asked for.
 *
 * @param explicit - as of {@link proxyFor}
 */
export function proxyFinder(explicit: string | false | undefined): (url: Target) => string | undefined {
  let last: { readonly origin: string; readonly proxy: string | undefined } | undefined;
  return (url) => {
    const { origin } = url;
    if (last?.origin !== origin) last = { origin, proxy: proxyFor(url, explicit, process.env) };
    return last.proxy;
  };
}

/**
 * Refuses a proxy of a kind that is not spoken.
 *
 * @throws InputError `OPTION_INVALID` without the proxy's credentials
 */
export function checkProxy(proxy: string): void {
  const url = URL.parse(proxy);
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return;
  throw new InputError(
    "OPTION_INVALID",
    "The proxy must be an http:// or https:// URL; check the proxy option or HTTP_PROXY, HTTPS_PROXY and ALL_PROXY",
  );
}

/** Checks a transport's option when it is given, before anything is sent. */
export function checkProxyOption(proxy: string | false | undefined): void {
  if (typeof proxy === "string") checkProxy(proxy);
}

function variable(environment: Environment, name: string): string {
  return (environment[name] ?? environment[name.toUpperCase()] ?? "").trim();
}

function isExcepted(host: string, port: string, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => matches(host, port, entry.toLowerCase()));
}

function matches(host: string, port: string, entry: string): boolean {
  if (entry === "*") return true;
  const [, name = entry, onlyPort] = /^(.*?[^:]|\[.*\]):(\d+)$/.exec(entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  if (name.includes("/")) return inSubnet(host, name);
  const bare = plainHost(name.replace(/^\*?\./, ""));
  return host === bare || host.endsWith(`.${bare}`);
}

function inSubnet(host: string, subnet: string): boolean {
  const { BlockList: Subnets, isIP } = nodeModules.net;
  const [address = "", bits = ""] = subnet.split("/");
  const family = isIP(address);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new Subnets();
  const kind = family === 4 ? "ipv4" : "ipv6";
  list.addSubnet(address, Number(bits), kind);
  return list.check(host, kind);
}

let loopback: BlockList | undefined;

function loopbackAddresses(): BlockList {
  const list = new nodeModules.net.BlockList();
  list.addSubnet("127.0.0.0", 8, "ipv4");
  list.addAddress("::1", "ipv6");
  return list;
}

function isLoopback(host: string): boolean {
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  const family = nodeModules.net.isIP(host);
  if (family === 0) return false;
  loopback ??= loopbackAddresses();
  return loopback.check(host, family === 4 ? "ipv4" : "ipv6");
}

/** A host as it is compared: no brackets, no trailing dot, an IPv4 address in IPv6 clothes as what it is. */
function plainHost(host: string): string {
  const bare = host
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "")
    .toLowerCase();
  const hex = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(bare);
  if (hex === null) return bare.replace(/^::ffff:(?=\d+\.)/, "");
  const [high, low] = [Number.parseInt(hex[1] ?? "0", 16), Number.parseInt(hex[2] ?? "0", 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

function portOf(url: Target): string {
  if (url.port !== "") return url.port;
  return url.protocol === "https:" ? "443" : "80";
}
