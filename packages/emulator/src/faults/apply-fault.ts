import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { TLSSocket } from "node:tls";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Fault } from "./fault.js";

/** What a fault produced. */
interface FaultResponse {
  /** The response for Hono. */
  readonly response: Response;
  /** The status that was sent; 0 if none was. */
  readonly status: number;
}

/**
 * Applies a fault to a request.
 *
 * @param respond - passes the request to the service; some faults do this and some do not
 * @param outgoing - Node's response, which is used to send part of a body or to reset the connection
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
      // The timer does not keep the process alive.
      await wait(fault.delayMs, undefined, { ref: false });
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

const statusesWithoutBody = [204, 205, 304];

function textResponse(status: number, headers: Record<string, string> = {}, body = ""): Response {
  return new Response(statusesWithoutBody.includes(status) ? null : body, { status, headers });
}

function htmlPage(status: number, body = "<!doctype html><title>Gateway</title><h1>Please try later</h1>"): Response {
  return textResponse(status, { "content-type": "text/html; charset=utf-8" }, body);
}

/** Sends headers for the whole body, then closes the connection after part of it. */
async function truncate(
  response: Response,
  bytes: number | undefined,
  outgoing: ServerResponse,
): Promise<FaultResponse> {
  const body = Buffer.from(await response.arrayBuffer());
  const announced = Math.max(body.length, 1);
  const length = Math.min(bytes ?? Math.floor(announced / 2), announced - 1);
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "content-length": announced });
  outgoing.flushHeaders();
  outgoing.write(body.subarray(0, length), () => outgoing.destroy());
  return { response: RESPONSE_ALREADY_SENT, status: response.status };
}

/** Resets the connection. A TLS socket cannot send a reset, so it is closed instead. */
function resetConnection({ socket }: ServerResponse): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}
