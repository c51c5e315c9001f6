import { createSession, environmentProxy, isTransportError } from "@org/http-core";
import { nodeTransport } from "@org/http-core/node";
import { isLoopbackHost, omitUndefined } from "@org/http-core/authoring";
import { isPlainProxy, proxyAdviceOf } from "../../advice/proxy-advice.js";
import type { CommandContext } from "../../context/command-context.js";
import { effectiveProxy } from "../../options/effective-proxy.js";
import { fail, ok, type CheckResult } from "./check.js";

/** A proxy that has not accepted a connection by then does not work, in milliseconds. */
const proxyTimeoutMs = 5_000;

/** The proxy that requests to a server use; undefined without one. */
export interface UsedProxy {
  /** URL without credentials. */
  readonly url: string;
  /** For people: URL and source. */
  readonly text: string;
}

/**
 * Finds the proxy that requests to the server use.
 *
 * @param context - of the command
 * @param server - URL of the server
 */
export function findUsedProxy({ globals, io }: CommandContext, server: string): UsedProxy | undefined {
  const { value, source } = effectiveProxy(globals, io.env, server);
  return value === null || value === "none" ? undefined : { url: value, text: `${value} (${source})` };
}

/**
 * Says why requests to a server use no proxy. The environment may name a proxy that is not used for this server.
 *
 * @param context - of a command that uses no proxy
 * @param server - URL of the server
 */
export function describeNoProxy({ globals, io }: CommandContext, server: string): string {
  const none = "none: requests to this server use no proxy";
  const url = URL.parse(server);
  if (url === null || globals.proxy === false) return none;
  const isLocal = isLoopbackHost(url.hostname);
  const elsewhere = { protocol: isLocal ? "https:" : url.protocol, hostname: "elsewhere.invalid", port: "" };
  const unused = environmentProxy(elsewhere, { ...io.env, no_proxy: "", NO_PROXY: "" });
  if (unused === undefined) return none;
  const reason = isLocal ? "a server on this machine is reached without a proxy" : `NO_PROXY lists ${url.host}`;
  return `none, although ${unused.variable} is set: ${reason}`;
}

/**
 * Checks whether the proxy or what lies behind it made a request fail, by a connection to the proxy alone.
 *
 * @param context - of the command
 * @param proxy - that the request went through
 * @param error - what the request failed with
 * @returns a failed check if it was the proxy
 */
export async function checkProxy(context: CommandContext, proxy: UsedProxy, error: unknown): Promise<CheckResult> {
  if (isRefusal(error) || isPlainProxy(error)) return fail("proxy", error, proxyAdviceOf(context, error));
  if (await acceptsConnections(context, proxy.url)) return ok("proxy", `${proxy.text} can be reached`);
  return fail("proxy", error, `check that ${proxy.text} is right and runs, or use --proxy none`);
}

/** A proxy that responds with 502, 503 or 504 could not reach the server. With any other status, the proxy itself refuses. */
function isRefusal(error: unknown): boolean {
  return isTransportError(error) && error.code === "PROXY_REFUSED" && (error.proxyStatus ?? 0) < 500;
}

async function acceptsConnections({ io }: CommandContext, url: string): Promise<boolean> {
  const transport = nodeTransport({ proxy: false });
  const session = createSession({ transport, retry: false, timeout: { totalMs: proxyTimeoutMs } });
  try {
    await session.get(url, { redirect: "manual", throwHttpErrors: false, ...omitUndefined({ signal: io.signal }) });
    return true;
  } catch (error) {
    io.signal?.throwIfAborted();
    return isTransportError(error) && !["dns", "connect"].includes(error.phase);
  } finally {
    await session.close();
    await transport.close?.();
  }
}
