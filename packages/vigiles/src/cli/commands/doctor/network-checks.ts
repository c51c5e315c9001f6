import { createSession, isTransportError, type HttpResponse } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import type { CommandContext } from "../../context/command-context.js";
import { effectiveProxy } from "../../options/effective-proxy.js";
import { fail, ok, skip, warn, type CheckResult } from "./check.js";

/** A clock that is further off disturbs logs, and certificates may seem expired. */
const maxClockSkewMs = 5 * 60_000;
const names = ["proxy", "server", "TLS", "clock", "signature"] as const;

/**
 * Returns the network checks as skipped.
 *
 * @param reason - why not
 */
export function skippedNetworkChecks(reason: string): CheckResult[] {
  return names.map((name) => skip(name, reason));
}

/**
 * Checks the proxy, the server, its certificate, its clock, and whether it accepts a signature.
 *
 * @param context - of a command whose client is configured
 */
export async function networkChecks(context: CommandContext): Promise<CheckResult[]> {
  const { url = "" } = context.client.currentConfig;
  let response: HttpResponse;
  try {
    response = await requestRoot(context, url);
  } catch (error) {
    return unreachableChecks(proxyOf(context, url), error);
  }
  const proxy = ok("proxy", proxyOf(context, url));
  const server = ok("server", `${new URL(url).host} responds with status ${response.status}`);
  return [
    proxy,
    server,
    checkTls(context, url),
    checkClock(response.headers.get("date")),
    await checkSignature(context),
  ];
}

/** Sends an unsigned request. A response of any status shows that the server can be reached. */
async function requestRoot({ transport, globals, io }: CommandContext, url: string): Promise<HttpResponse> {
  const timeout = globals.timeoutMs === undefined ? undefined : { totalMs: globals.timeoutMs };
  await using session = createSession({ transport, retry: false, ...omitUndefined({ timeout }) });
  const options = { redirect: "manual", throwHttpErrors: false, ...omitUndefined({ signal: io.signal }) } as const;
  return await session.get(`${url}/`, options);
}

const noProxy = "none: requests to this server use no proxy";

function proxyOf({ globals, io }: CommandContext, url: string): string {
  const { value, source } = effectiveProxy(globals, io.env, url);
  return value === null || value === "none" ? noProxy : `${value} (${source})`;
}

function unreachableChecks(proxy: string, error: unknown): CheckResult[] {
  const [, , , ...rest] = skippedNetworkChecks("no server");
  const notMade = [skip("TLS", "no server"), ...rest];
  if (proxy !== noProxy && isProxyFault(error)) return [fail("proxy", error), skip("server", "no proxy"), ...notMade];
  const isTls = isTransportError(error) && error.code === "TLS_FAILED";
  if (isTls) {
    const server = ok("server", "can be reached, but its certificate is not trusted");
    return [ok("proxy", proxy), server, fail("TLS", error), ...rest];
  }
  const checkedProxy = proxy === noProxy ? ok("proxy", proxy) : skip("proxy", `${proxy}, no response through it`);
  return [checkedProxy, fail("server", error), ...notMade];
}

/** With a proxy, the connection that can't be made is the one to the proxy. */
function isProxyFault(error: unknown): boolean {
  if (!isTransportError(error)) return false;
  return ["dns", "connect", "proxy"].includes(error.phase) || error.code === "PROXY_REFUSED";
}

function checkTls({ globals }: CommandContext, url: string): CheckResult {
  if (url.startsWith("http:")) return ok("TLS", "none: the server is on this machine");
  if (!globals.insecure) return ok("TLS", "the certificate is valid");
  const fix = "leave out --insecure; --ca-bundle names authorities of your own";
  return warn("TLS", "the certificate is not checked", fix);
}

function checkClock(date: string | null): CheckResult {
  const serverMs = Date.parse(date ?? "");
  if (Number.isNaN(serverMs)) return skip("clock", "the response has no date");
  const skewMs = Date.now() - serverMs;
  const direction = skewMs < 0 ? "behind" : "ahead of";
  const detail = `${Math.round(Math.abs(skewMs) / 1000)} s ${direction} the server`;
  if (Math.abs(skewMs) <= maxClockSkewMs) return ok("clock", detail);
  return warn("clock", detail, "set this machine's clock, for example by NTP");
}

async function checkSignature({ client, control }: CommandContext): Promise<CheckResult> {
  try {
    await client.heartbeat(control);
    return ok("signature", "the server accepts it");
  } catch (error) {
    return fail("signature", error);
  }
}
