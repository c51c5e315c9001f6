import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { listen, stop } from "./listen.js";

/** A request as the server received it. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly target: string;
  readonly path: string;
  /** Sorted pairs of the form (POST) or the query (other methods). */
  readonly params: readonly (readonly [string, string])[];
  readonly contentType: string | null;
  readonly signature: string | undefined;
  readonly body: Buffer;
}

/** What the server responds. An object becomes JSON; text, bytes and streams are sent as they are. */
export interface TestResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A running server. */
export interface Loopback extends AsyncDisposable {
  readonly url: string;
  /** All requests so far. */
  readonly requests: SeenRequest[];
}

/**
 * Starts an HTTP server on the loopback interface, which records its requests.
 *
 * @param handle - makes the response to a request
 */
export async function loopback(
  handle: (request: SeenRequest) => TestResponse | Promise<TestResponse>,
): Promise<Loopback> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const seen = await readRequest(incoming);
    requests.push(seen);
    writeResponse(response, await handle(seen));
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, requests, [Symbol.asyncDispose]: () => close(server) };
}

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  const body = await buffer(incoming);
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://loopback");
  const pairs = incoming.method === "POST" ? new URLSearchParams(body.toString("utf8")) : searchParams;
  return {
    method: incoming.method ?? "",
    target: incoming.url ?? "",
    path: pathname,
    params: [...pairs].sort(byNameAndValue),
    contentType: incoming.headers["content-type"] ?? null,
    signature: incoming.headers["x-auth-signature"] as string | undefined,
    body,
  };
}

function byNameAndValue(one: readonly [string, string], other: readonly [string, string]): number {
  return one.join("\0") < other.join("\0") ? -1 : 1;
}

function writeResponse(response: ServerResponse, { status = 200, headers = {}, body }: TestResponse): void {
  const isRaw = typeof body === "string" || Buffer.isBuffer(body) || body instanceof Readable;
  response.writeHead(status, { "content-type": isRaw ? "application/octet-stream" : "application/json", ...headers });
  if (body instanceof Readable) return void pipeline(body, response, () => {});
  response.end(isRaw ? body : JSON.stringify(body ?? {}));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return stop(server);
}
