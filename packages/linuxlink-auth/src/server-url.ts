import { LinuxLinkError } from "./errors.js";

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Checks a server's URL: https, or http on loopback; no user name, query or fragment. Its path is a prefix that is
 * sent and never signed.
 *
 * @param text - for example `https://vigiles.lynx.com`
 * @param what - names the input in the error
 * @returns origin and path, without a slash at the end
 * @throws LinuxLinkError `SERVER_URL_INVALID`
 */
export function serverUrl(text: unknown, what: string): string {
  if (typeof text !== "string") refuse(what, "must be text");
  // Characters that URL parsers drop or rewrite make two readers see two hosts.
  if (/[\s\p{Cc}\\]/u.test(text)) refuse(what, "has a space, control character or backslash");
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1];
  if (authority === undefined) refuse(what, "must be an absolute https URL");
  if (!/^[\x21-\x7e]+$/.test(authority) || /[%@]/.test(authority)) {
    refuse(what, "must name a host in ASCII, without user name or percent signs");
  }
  const url = URL.parse(text);
  if (url === null) refuse(what, "can't be parsed");
  if (/[?#]/.test(text)) refuse(what, "must not have a query or fragment");
  if (url.hostname.endsWith(".")) refuse(what, "has a host that ends with a dot");
  if (url.protocol !== "https:" && !loopback.has(url.hostname))
    refuse(what, "must be https; http is for loopback only");
  return url.origin + url.pathname.replace(/\/+$/, "");
}

function refuse(what: string, why: string): never {
  throw new LinuxLinkError("SERVER_URL_INVALID", `${what} ${why}`, { field: what });
}
