import type { BlockList } from "node:net";
import { InputError } from "../../errors.js";
import { nodeBuiltins } from "../../util/node-builtins.js";
import type { Target } from "../../http/target.js";

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds the proxy for a URL: the explicit one, or that of the environment. The environment's is not used for loopback.
 *
 * @param url - of the request
 * @param explicit - URL of a proxy, `false` for none, `undefined` for the environment
 * @param environment - `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`; lower case wins over upper case
 * @returns URL of the proxy; `undefined` for none
 */
export function proxyFor(
  url: Target,
  explicit: string | false | undefined,
  environment: Environment,
): string | undefined {
  if (explicit !== undefined) return explicit === false ? undefined : explicit;
  const host = normalizeHost(url.hostname);
  if (isLoopback(host) || isExcluded(host, portOf(url), readVariable(environment, "no_proxy"))) return undefined;
  const scheme = url.protocol.slice(0, -1);
  const found = readVariable(environment, `${scheme}_proxy`) || readVariable(environment, "all_proxy");
  if (found === "") return undefined;
  return found.includes("://") ? found : `http://${found}`;
}

/**
 * Makes a function that finds the proxy for a URL. It remembers the result for the last origin, because reading the
 * environment is slow.
 *
 * @param explicit - see {@link proxyFor}
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
 * Checks that a proxy is an http or https URL.
 *
 * @throws InputError `OPTION_INVALID`; its message does not quote the URL, which may hold a password
 */
export function checkProxy(proxy: string): void {
  const url = URL.parse(proxy);
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return;
  throw new InputError(
    "OPTION_INVALID",
    "The proxy must be an http:// or https:// URL; check the proxy option or HTTP_PROXY, HTTPS_PROXY and ALL_PROXY",
  );
}

/**
 * Checks the proxy option of a transport.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function checkProxyOption(proxy: string | false | undefined): void {
  if (typeof proxy === "string") checkProxy(proxy);
}

function readVariable(environment: Environment, name: string): string {
  return (environment[name] ?? environment[name.toUpperCase()] ?? "").trim();
}

function isExcluded(host: string, port: string, list: string): boolean {
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => matchesEntry(host, port, entry.toLowerCase()));
}

function matchesEntry(host: string, port: string, entry: string): boolean {
  if (entry === "*") return true;
  const [, name = entry, onlyPort] = /^(.*?[^:]|\[.*\]):(\d+)$/.exec(entry) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  if (name.includes("/")) return isInSubnet(host, name);
  const bare = normalizeHost(name.replace(/^\*?\./, ""));
  return host === bare || host.endsWith(`.${bare}`);
}

function isInSubnet(host: string, subnet: string): boolean {
  const { BlockList: Subnets, isIP } = nodeBuiltins.net;
  const [address = "", bits = ""] = subnet.split("/");
  const family = isIP(address);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new Subnets();
  const kind = family === 4 ? "ipv4" : "ipv6";
  list.addSubnet(address, Number(bits), kind);
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

/** A host for comparison: in lower case, without brackets and trailing dot, and an IPv4-mapped IPv6 address as IPv4. */
function normalizeHost(host: string): string {
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
