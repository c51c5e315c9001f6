import type { ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import { setTimeout as wait } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Fault } from "./fault.js";

/** An respond, and the status that went over the wire: 0 where nothing did. */
export interface FaultResponse {
  readonly response: Response;
  readonly status: number;
}

/**
 * Answers a request that a fault has struck.
 *
 * @param respond - asks the service, for faults that let it act
 * @param outgoing - where a truncate respond is written, and the connection to reset
 */
export async function applyFault(
  fault: Fault,
  respond: () => Promise<Response>,
  outgoing: ServerResponse,
): Promise<FaultResponse> {
  switch (fault.type) {
    case "status":
      return withStatus(textResponse(fault.status, fault.headers, fault.body));
    case "redirect":
      return withStatus(textResponse(fault.status, { location: fault.location }));
    case "html":
      return withStatus(htmlPage(fault.status ?? 200, fault.body));
    case "slow":
      await wait(fault.delayMs);
      return withStatus(await respond());
    case "truncate":
      return truncate(await respond(), fault.bytes, outgoing);
    case "reset":
      if (fault.handled === true) await respond();
      resetConnection(outgoing);
      return { response: RESPONSE_ALREADY_SENT, status: 0 };
  }
}

function withStatus(response: Response): FaultResponse {
  return { response, status: response.status };
}

const withoutBody = [204, 205, 304];

function textResponse(status: number, headers: Record<string, string> = {}, body = ""): Response {
  return new Response(withoutBody.includes(status) ? null : body, { status, headers });
}

function htmlPage(status: number, body = "<!doctype html><title>Gateway</title><h1>Please try later</h1>"): Response {
  return textResponse(status, { "content-type": "text/html; charset=utf-8" }, body);
}

/** The head promises the whole body; the connection ends before it is there. */
async function truncate(
  response: Response,
  bytes: number | undefined,
  outgoing: ServerResponse,
): Promise<FaultResponse> {
  const body = Buffer.from(await response.arrayBuffer());
  const promised = Math.max(body.length, 1);
  const length = Math.min(bytes ?? Math.floor(promised / 2), promised - 1);
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "content-length": promised });
  outgoing.flushHeaders();
  outgoing.write(body.subarray(0, length), () => outgoing.destroy());
  return { response: RESPONSE_ALREADY_SENT, status: response.status };
}

/** A TLS socket can't send a reset, so there the connection just ends. */
function resetConnection({ socket }: ServerResponse): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}
