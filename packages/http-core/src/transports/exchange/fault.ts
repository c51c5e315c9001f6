import { TransportError, type BytesSent, type TransportErrorCode, type TransportPhase } from "../../errors.js";
import { redactUrl } from "../../redaction/redact.js";

/** The state of an exchange when it fails. */
export interface FaultContext {
  readonly method: string;
  readonly url: string;
  readonly phase: TransportPhase;
  readonly bytesSent: BytesSent;
}

const byCode: readonly (readonly [pattern: RegExp, code: TransportErrorCode, phase?: TransportPhase])[] = [
  [/^(ENOTFOUND|EAI_)/, "DNS_FAILED", "dns"],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT|EMFILE)/, "CONNECT_FAILED", "connect"],
  [/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|ERR_OSSL|HOSTNAME_MISMATCH)/, "TLS_FAILED", "tls"],
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
  CONNECTION_RESET: "the connection was cut",
};

/**
 * Makes the error for a fault of the network. The error of the client library is not attached, because it may hold headers.
 *
 * @param error - thrown by the client library
 * @param context - the state of the exchange
 */
export function transportFault(error: unknown, context: FaultContext): TransportError {
  const systemCode = codeOf(error);
  const [, code, phase] = byCode.find(([pattern]) => pattern.test(systemCode)) ?? [
    undefined,
    "TRANSPORT_FAILED" as const,
  ];
  // Without a connection nothing was sent, also if the library can't report when it has connected.
  const unconnected = phase !== undefined || context.bytesSent === "none";
  const shown = systemCode === "" ? "" : ` (${systemCode})`;
  const reason = reasons[code] ?? "the exchange failed";
  return fault(code, `${reason}${shown}${hint(code)}`, {
    ...context,
    phase: phase ?? context.phase,
    bytesSent: unconnected ? "none" : context.bytesSent,
  });
}

/** Makes the error for a phase that took too long. */
export function timeoutFault(limitMs: number, context: FaultContext): TransportError {
  return fault("PHASE_TIMEOUT", `the ${context.phase} phase took longer than ${limitMs} ms`, context);
}

/** Makes the error for a response that is not valid HTTP. */
export function protocolFault(reason: string, context: FaultContext): TransportError {
  return fault("PROTOCOL_ERROR", reason, context);
}

/** Makes the error for a request that a transport can't send. */
export function unsupportedFault(reason: string, context: FaultContext): TransportError {
  return fault("UNSUPPORTED", reason, context);
}

/** Makes the error for an exchange that the caller aborted. */
export function abortFault(context: FaultContext): TransportError {
  return fault("SEND_ABORTED", "it was aborted", context);
}

function fault(code: TransportErrorCode, reason: string, context: FaultContext): TransportError {
  const url = redactUrl(context.url);
  const { method, phase, bytesSent } = context;
  return new TransportError(code, `${method} ${url} failed in phase ${phase}: ${reason}`, {
    method,
    url,
    phase,
    bytesSent,
  });
}

function hint(code: TransportErrorCode): string {
  return code === "TLS_FAILED" ? "; for a private authority give its certificate as the transport's ca" : "";
}

/** The system's code of an error, of its cause, or, if several addresses were tried, of the first of its errors. */
function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const cause = "cause" in error ? codeOf(error.cause) : "";
  if (cause !== "") return cause;
  if ("errors" in error && Array.isArray(error.errors) && error.errors.length > 0) return codeOf(error.errors[0]);
  if ("code" in error && typeof error.code === "string") return error.code;
  // Some errors of undici's parser have no code.
  return error instanceof Error && error.name === "HTTPParserError" ? "HPE_INVALID" : "";
}
