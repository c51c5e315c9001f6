import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  /** Of the form for POST, of the query otherwise; sorted. */
  readonly params: readonly (readonly [string, string])[];
  readonly contentType: string | null;
  readonly signature: string | undefined;
  readonly body: Buffer;
}

/** What a test answers. Objects go as JSON. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Loopback extends AsyncDisposable {
  readonly url: string;
  readonly requests: Seen[];
}

/** A real HTTP server on the loopback interface, which keeps what it is asked. */
export async function loopback(answer: (request: Seen) => Answer | Promise<Answer>): Promise<Loopback> {
  const requests: Seen[] = [];
  const server = createServer(async (incoming, response) => {
    const seen = await see(incoming);
    requests.push(seen);
    respond(response, await answer(seen));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, [Symbol.asyncDispose]: () => close(server) };
}

async function see(incoming: IncomingMessage): Promise<Seen> {
  const body = await buffer(incoming);
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://loopback");
  const pairs = incoming.method === "POST" ? new URLSearchParams(body.toString("utf8")) : searchParams;
  return {
    method: incoming.method ?? "",
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

function respond(response: ServerResponse, { status = 200, headers = {}, body }: Answer): void {
  const raw = typeof body === "string" || Buffer.isBuffer(body);
  response.writeHead(status, { "content-type": raw ? "application/octet-stream" : "application/json", ...headers });
  response.end(raw ? body : JSON.stringify(body ?? {}));
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
