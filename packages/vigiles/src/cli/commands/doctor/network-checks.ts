import { createSession, isTransportError, type HttpResponse } from "@org/http-core";
import type { CommandContext } from "../../context/command-context.js";
import { fail, ok, skip, warn, type Finding } from "./check.js";

/** More than this, and logs and certificates stop making sense. */
const mostSkewMs = 5 * 60_000;
const names = ["server", "TLS", "clock", "signature"] as const;

/** @returns the same checks, none of them made */
export function skippedNetworkChecks(why: string): Finding[] {
  return names.map((name) => skip(name, why));
}

/**
 * Checks what is on the way to the service: server, TLS, its clock, and whether it takes our signature.
 *
 * @param context - of a client that is configured
 */
export async function networkChecks(context: CommandContext): Promise<Finding[]> {
  const { url = "" } = context.client.currentConfig;
  let answer: HttpResponse;
  try {
    answer = await ask(context, url);
  } catch (error) {
    return unreachable(error);
  }
  const server = ok("server", `${new URL(url).host} answers with status ${answer.status}`);
  return [server, tlsCheck(context, url), clockCheck(answer.headers.get("date")), await signatureCheck(context)];
}

/** Any answer will do: nobody is logged in yet, and nothing is signed. */
async function ask({ transport, globals, io }: CommandContext, url: string): Promise<HttpResponse> {
  const { timeoutMs } = globals;
  const timeout = timeoutMs === undefined ? {} : { timeout: { totalMs: timeoutMs } };
  await using session = createSession({ transport, retry: false, ...timeout });
  const signal = io.signal === undefined ? {} : { signal: io.signal };
  return await session.get(`${url}/`, { redirect: "manual", throwHttpErrors: false, ...signal });
}

function unreachable(error: unknown): Finding[] {
  const isTls = isTransportError(error) && error.code.startsWith("TLS_");
  const [, , ...rest] = skippedNetworkChecks("no server");
  if (!isTls) return [fail("server", error), skip("TLS", "no server"), ...rest];
  return [ok("server", "answers, but can't prove who it is"), fail("TLS", error), ...rest];
}

function tlsCheck({ globals }: CommandContext, url: string): Finding {
  if (url.startsWith("http:")) return ok("TLS", "none: the server is on this machine");
  if (!globals.insecure) return ok("TLS", "the certificate is valid");
  return warn("TLS", "the certificate is not checked", "leave --insecure out; --ca-bundle names own authorities");
}

function clockCheck(date: string | null): Finding {
  const serverMs = Date.parse(date ?? "");
  if (Number.isNaN(serverMs)) return skip("clock", "the server does not say what time it has");
  const skewMs = Date.now() - serverMs;
  const direction = skewMs < 0 ? "behind" : "ahead of";
  const detail = `${Math.round(Math.abs(skewMs) / 1000)} s ${direction} the server`;
  if (Math.abs(skewMs) <= mostSkewMs) return ok("clock", detail);
  return warn("clock", detail, "set this machine's clock, for example by NTP");
}

async function signatureCheck({ client, control }: CommandContext): Promise<Finding> {
  try {
    await client.heartbeat(control);
    return ok("signature", "the service takes it");
  } catch (error) {
    return fail("signature", error);
  }
}
