import type { ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import { setTimeout as wait } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Fault } from "./fault.js";

/** An answer, and the status that went over the wire: 0 where nothing did. */
export interface FaultyAnswer {
  readonly response: Response;
  readonly status: number;
}

/**
 * Answers a request that a fault has struck.
 *
 * @param answer - asks the service, for faults that let it act
 * @param outgoing - where a cut answer is written, and the connection to reset
 */
export async function answerFaulty(
  fault: Fault,
  answer: () => Promise<Response>,
  outgoing: ServerResponse,
): Promise<FaultyAnswer> {
  switch (fault.type) {
    case "status":
      return sent(plain(fault.status, fault.headers, fault.body));
    case "redirect":
      return sent(plain(fault.status, { location: fault.location }));
    case "html":
      return sent(htmlPage(fault.status ?? 200, fault.body));
    case "slow":
      await wait(fault.delayMs);
      return sent(await answer());
    case "truncate":
      return cut(await answer(), fault.bytes, outgoing);
    case "reset":
      if (fault.handled === true) await answer();
      reset(outgoing);
      return { response: RESPONSE_ALREADY_SENT, status: 0 };
  }
}

function sent(response: Response): FaultyAnswer {
  return { response, status: response.status };
}

const withoutBody = [204, 205, 304];

function plain(status: number, headers: Record<string, string> = {}, body = ""): Response {
  return new Response(withoutBody.includes(status) ? null : body, { status, headers });
}

function htmlPage(status: number, body = "<!doctype html><title>Gateway</title><h1>Please try later</h1>"): Response {
  return plain(status, { "content-type": "text/html; charset=utf-8" }, body);
}

/** The head promises the whole body; the connection ends before it is there. */
async function cut(response: Response, bytes: number | undefined, outgoing: ServerResponse): Promise<FaultyAnswer> {
  const body = Buffer.from(await response.arrayBuffer());
  const promised = Math.max(body.length, 1);
  const length = Math.min(bytes ?? Math.floor(promised / 2), promised - 1);
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "content-length": promised });
  outgoing.flushHeaders();
  outgoing.write(body.subarray(0, length), () => outgoing.destroy());
  return { response: RESPONSE_ALREADY_SENT, status: response.status };
}

/** A TLS socket can't send a reset, so there the connection just ends. */
function reset({ socket }: ServerResponse): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}
