import type { TransportErrorCode } from "../../error-codes.js";
import type { BytesSent, TransportPhase } from "../../http-core-error.js";
import { TransportError } from "../../errors.js";
import { quoteText } from "../../redaction/quote-text.js";
import { redactUrl } from "../../redaction/redact.js";
import type { Proxy } from "../connection/proxy.js";
import { ProxyError } from "../connection/proxy-error.js";
import { withCauses } from "./causes.js";
import { tlsAdvice } from "./tls-advice.js";
import { omitUndefined } from "../../util/omit-undefined.js";
import { isError } from "../../util/realms.js";

/** The state of an exchange when it fails. */
export interface ExchangeState {
  readonly method: string;
  readonly url: string;
  readonly phase: TransportPhase;
  readonly bytesSent: BytesSent;
  /** Whether the connection had been made; `undefined` for a transport that does not know. */
  readonly isConnected?: boolean | undefined;
  /** The proxy on the way, if any. */
  readonly proxy?: Proxy | undefined;
  /** Headers of the request: an error must not quote their values. */
  readonly headers?: Iterable<readonly [string, string]> | undefined;
}

type Rule = readonly [pattern: RegExp, code: TransportErrorCode, phase?: TransportPhase];

/** Codes that only connecting has, unless the system call that failed is another one. */
const ofConnecting: readonly Rule[] = [
  [/^(ENOTFOUND|EAI_)/, "DNS_FAILED", "dns"],
  [/^(ECONNREFUSED|EMFILE|UND_ERR_CONNECT_TIMEOUT|ERR_SOCKET_CONNECTION_TIMEOUT)/, "CONNECT_FAILED", "connect"],
  [/^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|ERR_TLS_CERT)/, "TLS_FAILED", "tls"],
];

/** What codes mean before the connection is made. */
const beforeConnection: readonly Rule[] = [
  ...ofConnecting,
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT)/, "CONNECT_FAILED", "connect"],
  [/^(ERR_TLS|ERR_SSL|EPROTO|ERR_OSSL)/, "TLS_FAILED", "tls"],
];

/** On a connection that is already made, the same codes mean that the route was lost, or that TLS failed after its handshake. */
const afterConnection: readonly Rule[] = [
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT)/, "CONNECTION_RESET"],
  [/^(ERR_TLS|ERR_SSL|EPROTO|ERR_OSSL|CERT_)/, "TLS_FAILED"],
];

const always: readonly Rule[] = [
  [/^(HPE_HEADER_OVERFLOW|UND_ERR_HEADERS_OVERFLOW)/, "HEADERS_TOO_LARGE"],
  [/^(HPE_|ERR_INVALID_CHAR|ERR_INVALID_HTTP|ERR_HTTP_CONTENT|UND_ERR_RES_CONTENT|ERR_ASSERTION)/, "PROTOCOL_ERROR"],
  [/^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM|UND_ERR_SOCKET|ERR_READING_RESPONSE_STREAM)/, "CONNECTION_RESET"],
];

const reasons: Readonly<Partial<Record<TransportErrorCode, string>>> = {
  DNS_FAILED: "its host name can't be resolved",
  CONNECT_FAILED: "no connection could be made",
  TLS_FAILED: "the TLS handshake failed",
  HEADERS_TOO_LARGE: "the head of the response is too large",
  PROTOCOL_ERROR: "the response is not valid HTTP",
  CONNECTION_RESET: "the connection was reset",
};

/**
 * Makes the error for a failure of the network. The state of the connection decides whether anything was sent; the code
 * of the system only names the failure. The error of the client library is not attached, because it may hold headers.
 *
 * @param error - thrown by the client library
 * @param context - the state of the exchange
 */
export function networkError(error: unknown, context: ExchangeState): TransportError {
  const proxyError = withCauses(error).find((cause) => cause instanceof ProxyError);
  if (proxyError !== undefined && proxyError.cause === undefined) return proxyRefusedError(proxyError, context);
  const system = systemErrorOf(error);
  const isConnected = context.isConnected ?? !isOfConnecting(system);
  const rules = [...(isConnected ? afterConnection : beforeConnection), ...always];
  const [, code, phase = context.phase] = findRule(rules, system.code) ?? [/$/, "TRANSPORT_FAILED"];
  const shown = system.code === "" ? textOf(error, context) : ` (${system.code})`;
  const reason = reasons[code] ?? "the exchange failed";
  const advice = code === "TLS_FAILED" ? tlsAdvice(error) : undefined;
  return transportError(code, reason + shown + (advice === undefined ? "" : `: ${advice}`), {
    ...context,
    phase,
    bytesSent: isConnected ? context.bytesSent : "none",
    isAtProxy: proxyError !== undefined,
  });
}

/** Makes the error for a proxy that refused the request. The server has not received anything. */
export function proxyRefusedError({ message, status }: ProxyError, context: ExchangeState): TransportError {
  const { authorization } = context.proxy ?? {};
  const credentials =
    authorization === undefined ? "give user name and password in" : "check user name and password of";
  const advice = status === 407 ? `; ${credentials} the proxy's URL` : "";
  const at = { phase: "proxy", bytesSent: "none", isAtProxy: true, proxyStatus: status } as const;
  return transportError("PROXY_REFUSED", message + advice, { ...context, ...at });
}

/**
 * Makes the error of a transport.
 *
 * @param code - names the failure
 * @param reason - for the message
 * @param context - the state of the exchange
 */
export function transportError(
  code: TransportErrorCode,
  reason: string,
  context: ExchangeState & { readonly isAtProxy?: boolean; readonly proxyStatus?: number | undefined },
): TransportError {
  const url = redactUrl(context.url);
  const { method, phase, bytesSent, proxy, isAtProxy = false, proxyStatus } = context;
  const way = proxy === undefined ? "" : `, ${isAtProxy ? "at" : "by way of"} the proxy ${proxy.origin}`;
  const fields = omitUndefined({ method, url, phase, bytesSent, proxy: proxy?.origin, proxyStatus });
  return new TransportError(code, `${method} ${url} failed in phase ${phase}${way}: ${reason}`, fields);
}

/** Maximum length of a quoted text, in characters. */
const maxTextLength = 200;

/** The text of an error that has no code: only this text explains the error. It shows no value that the request sent. */
function textOf(error: unknown, { url, headers = [] }: ExchangeState): string {
  const text = isError(error) ? error.message : typeof error === "string" ? error : "";
  const values = [...headers].flatMap(([, value]) => [value, ...value.split(" ")]);
  const line = quoteText(text.replaceAll(url, redactUrl(url)), values);
  return line === undefined ? "" : `: ${line.slice(0, maxTextLength)}`;
}

/** What the system says about an error. */
interface SystemError {
  readonly code: string;
  /** The system call that failed. */
  readonly syscall: string;
}

function findRule(rules: readonly Rule[], code: string): Rule | undefined {
  return rules.find(([pattern]) => pattern.test(code));
}

function isOfConnecting({ code, syscall }: SystemError): boolean {
  return syscall === "" ? findRule(ofConnecting, code) !== undefined : /^(connect|getaddrinfo|query)/.test(syscall);
}

/** What the system says about an error: of its innermost cause that has a code. */
function systemErrorOf(error: unknown): SystemError {
  const all = withCauses(error).map(({ code, name, syscall }) => ({
    // Some errors of undici's parser have no code.
    code: typeof code === "string" ? code : name === "HTTPParserError" ? "HPE_INVALID" : "",
    syscall: typeof syscall === "string" ? syscall : "",
  }));
  return all.findLast(({ code }) => code !== "") ?? { code: "", syscall: "" };
}
