import { createSession, isTransportError, type HttpResponse } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import { adviceOf } from "../../advice/setting-advice.js";
import { isWithoutTls, urlSourceOf } from "../../advice/url-advice.js";
import type { CommandContext } from "../../context/command-context.js";
import { fail, ok, skip, warn, type CheckResult } from "./check.js";
import { doctorLimits } from "./doctor-limits.js";
import { checkProxy, describeNoProxy, findUsedProxy, type UsedProxy } from "./proxy-check.js";
import { checkService } from "./service-check.js";

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
  const proxy = findUsedProxy(context, url);
  let response: HttpResponse;
  try {
    response = await requestRoot(context, url);
  } catch (error) {
    context.io.signal?.throwIfAborted();
    return unreachableChecks(context, proxy, error);
  }
  const reached = ok("server", `${new URL(url).host} responds with status ${response.status}`);
  const [server, signature] = await checkService(context, reached);
  const date = response.headers.get("date");
  return [
    ok("proxy", proxy?.text ?? describeNoProxy(context, url)),
    server,
    checkTls(context, url),
    checkClock(date),
    signature,
  ];
}

/** Sends an unsigned request. A response of any status shows that the server can be reached. */
async function requestRoot(context: CommandContext, url: string): Promise<HttpResponse> {
  const { transport, io } = context;
  const timeout = { totalMs: doctorLimits(context).timeoutMs };
  await using session = createSession({ transport, retry: false, timeout, ...omitUndefined({ clock: io.clock }) });
  const options = { redirect: "manual", throwHttpErrors: false, ...omitUndefined({ signal: io.signal }) } as const;
  return await session.get(`${url}/`, options);
}

async function unreachableChecks(
  context: CommandContext,
  usedProxy: UsedProxy | undefined,
  error: unknown,
): Promise<CheckResult[]> {
  const noProxy = describeNoProxy(context, context.client.currentConfig.url ?? "");
  const [, , tls = skip("TLS", ""), ...rest] = skippedNetworkChecks("no server");
  if (isTransportError(error) && error.code === "TLS_FAILED" && !isWithoutTls(error)) {
    const server = ok("server", "can be reached, but its certificate is not trusted");
    return [ok("proxy", usedProxy?.text ?? noProxy), server, fail("TLS", error), ...rest];
  }
  const proxy = usedProxy === undefined ? ok("proxy", noProxy) : await checkProxy(context, usedProxy, error);
  if (proxy.status === "fail") return [proxy, skip("server", "no proxy"), tls, ...rest];
  return [proxy, fail("server", error, serverAdvice(context, error)), tls, ...rest];
}

/** A host name that does not exist is mostly a mistake in the URL. */
function serverAdvice(context: CommandContext, error: unknown): string | undefined {
  if (!isTransportError(error) || error.code !== "DNS_FAILED") return adviceOf(context, error);
  return `correct the URL, which comes from ${urlSourceOf(context)}, or check this machine's DNS`;
}

function checkTls({ globals }: CommandContext, url: string): CheckResult {
  if (url.startsWith("http:")) return ok("TLS", "none: the server is on this machine");
  if (!globals.insecure) return ok("TLS", "the certificate is valid");
  const fix = "leave out --insecure; --ca-bundle adds your own CAs";
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
