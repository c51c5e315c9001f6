import { LinuxLinkError } from "../errors.js";

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Checks a server's URL: https, or http on loopback; no user name, query or fragment. Its path is a prefix that is
 * sent and never signed.
 *
 * @param text - for example `https://vigiles.lynx.com`
 * @param field - names the input in the error
 * @param place - where the input stands, for the error
 * @returns origin and path, without a slash at the end
 * @throws LinuxLinkError `SERVER_URL_INVALID`
 */
export function serverUrl(text: unknown, field: string, place: string = ""): string {
  const url = parsed(text);
  if (typeof url === "string") throw new LinuxLinkError("SERVER_URL_INVALID", `${field}${place} ${url}`, { field });
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** The parsed URL, or what is wrong with it. */
function parsed(text: unknown): URL | string {
  if (typeof text !== "string") return "must be text";
  // Characters that URL parsers drop or rewrite make two readers see two hosts.
  if (/[\s\p{Cc}\\]/u.test(text)) return "has a space, control character or backslash";
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1];
  if (authority === undefined) return "must be an absolute https URL";
  if (!/^[\x21-\x7e]+$/.test(authority) || /[%@]/.test(authority)) {
    return "must name a host in ASCII, without user name or percent signs";
  }
  const url = URL.parse(text);
  if (url === null) return "can't be parsed";
  if (/[?#]/.test(text)) return "must not have a query or fragment";
  if (url.hostname.endsWith(".")) return "has a host that ends with a dot";
  return url.protocol === "https:" || loopback.has(url.hostname) ? url : "must be https; http is for loopback only";
}
