import { isTransportError } from "@org/http-core";
import type { CommandContext } from "../context/command-context.js";
import { effectiveProxy } from "../options/effective-proxy.js";
import { isWithoutTls } from "./url-advice.js";

/** Codes of connections that can't be made, or that end early. */
const networkCodes: ReadonlySet<string> = new Set([
  "DNS_FAILED",
  "CONNECT_FAILED",
  "CONNECTION_RESET",
  "TRANSPORT_FAILED",
]);

/**
 * Says how to correct a proxy that refuses, or that can't be spoken to.
 *
 * @param context - of a command whose client is configured
 * @param error - what a request failed with
 * @returns the advice, which names the flag or the variable that sets the proxy; undefined for errors of other causes
 */
export function proxyAdviceOf({ client, globals, io }: CommandContext, error: unknown): string | undefined {
  if (!isTransportError(error)) return undefined;
  const { value, source } = effectiveProxy(globals, io.env, client.currentConfig.url);
  if (value === null || value === "none") return undefined;
  const setter = source.replace(/^(?:flag|environment) /, "");
  if (networkCodes.has(error.code)) {
    return `check the network, the proxy ${value} of ${setter}, and the server's address (-u)`;
  }
  if (error.proxy === undefined) return undefined;
  if (isPlainProxy(error)) return `the proxy ${value} does not speak TLS: use http:// in ${setter}`;
  if (error.code !== "PROXY_REFUSED") return undefined;
  const { proxyStatus = 0 } = error;
  if (proxyStatus === 407) return passwordAdvice(setter);
  if (proxyStatus >= 500) return `the proxy of ${setter} can't reach the server: check the server's address (-u)`;
  return `the proxy of ${setter} refuses the connection: ask its administrator to allow the server, or set another proxy`;
}

/**
 * True if an https URL names a proxy that does not speak TLS.
 *
 * @param error - what a request failed with
 */
export function isPlainProxy(error: unknown): boolean {
  return isWithoutTls(error) && isTransportError(error) && error.message.includes("at the proxy");
}

function passwordAdvice(setter: string): string {
  if (setter === "--proxy") {
    return "--proxy takes no password: set the proxy with user name and password in VIGILES_PROXY instead";
  }
  return `check user name and password in ${setter}; special characters are percent-encoded, for example %40 for @`;
}
