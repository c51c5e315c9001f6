import { InputError } from "../../errors.js";
import { requestPath, type Target } from "../../http/target.js";
import { Secret } from "../../redaction/secret.js";

/** A proxy, read from its URL. */
export interface Proxy {
  /** Its URL without user name and password, for messages. */
  readonly origin: string;
  /** True if the connection to the proxy itself uses TLS. */
  readonly isSecure: boolean;
  /** Its host name or address, an IPv6 address without brackets. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
  /** Value of `Proxy-Authorization`; `undefined` if the URL has no user name. */
  readonly authorization: Secret | undefined;
}

/** A slash, backslash, `?` or `#` ends the host, so one in a password would make a host of the password's start. */
const proxyShape = /^https?:\/\/[^/\\?#\p{Cc}]+\/?$/iu;

/**
 * Tells whether a text is the URL of a proxy: http or https, with a host, and without path, query and fragment. The URL
 * may have a user name and password.
 *
 * @param text - to check, as an option or a variable gives it
 */
export function isProxyUrl(text: string): boolean {
  return proxyShape.test(text.trim()) && URL.canParse(text);
}

/**
 * Reads the URL of a proxy.
 *
 * @param text - an http or https URL, which may contain user name and password
 * @param source - what gives the URL, for the message: a variable or an option. Default: `Option proxy`
 * @throws InputError `OPTION_INVALID`; its message does not quote the URL, which may contain a password
 */
export function parseProxy(text: string, source = "Option proxy"): Proxy {
  const url = isProxyUrl(text) ? URL.parse(text) : null;
  if (url === null) {
    throw new InputError(
      "OPTION_INVALID",
      `${source} must be an http:// or https:// URL without a path; percent-encode special characters of user and password, for example %2F for /`,
    );
  }
  const isSecure = url.protocol === "https:";
  return {
    origin: url.origin,
    isSecure,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (isSecure ? 443 : 80) : Number(url.port),
    authorization: authorizationOf(url),
  };
}

function authorizationOf({ username, password }: URL): Secret | undefined {
  if (username === "" && password === "") return undefined;
  const credentials = Buffer.concat([percentDecode(username), Buffer.from(":"), percentDecode(password)]);
  return new Secret(`Basic ${credentials.toString("base64")}`);
}

/** Decodes the ASCII text of a URL. A `%` without two hexadecimal digits is kept. */
function percentDecode(text: string): Buffer {
  const decoded = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, "latin1");
}

/** What differs in a request that a proxy forwards. */
export interface ForwardedRequest {
  /** The whole URL instead of its path (RFC 9112 section 3.2.2). */
  readonly path: string;
  /** The credentials for the proxy. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Returns what differs in a request to a server through a proxy: a proxy forwards plain http itself.
 *
 * @param target - URL of the request
 * @param proxy - that forwards it
 * @returns `undefined` for https, which goes through a tunnel unchanged
 */
export function forwardedRequest(
  target: Pick<Target, "protocol" | "origin" | "href" | "pathname" | "search">,
  { authorization }: Proxy,
): ForwardedRequest | undefined {
  if (target.protocol !== "http:") return undefined;
  const headers = authorization === undefined ? {} : { "proxy-authorization": authorization.reveal() };
  return { path: target.origin + requestPath(target), headers };
}
