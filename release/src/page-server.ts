import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";

/** A server of a page and of the API that the page calls, at one origin. */
export interface PageServer {
  /** Origin by which a browser sees both. */
  readonly origin: string;
  /** Port of the server. */
  readonly port: number;
  [Symbol.asyncDispose](): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What the server has besides the page and the API: responses that a browser treats in its own way. */
const routes: Readonly<Record<string, Handler>> = {
  "/own/": (_, response) => response.setHeader("content-type", "text/html").end("<!doctype html><title>page</title>"),
  "/own/echo": async (incoming, response) => {
    const { method, headers } = incoming;
    response.end(JSON.stringify({ method, headers, body: await text(incoming) }));
  },
  "/own/redirect": (_, response) => response.writeHead(302, { location: "/own/echo" }).end(),
  "/own/cookie": (_, response) => response.setHeader("set-cookie", "sid=1; Path=/").end("{}"),
  "/own/cached": (_, response) =>
    response.setHeader("cache-control", "max-age=600").end(JSON.stringify({ at: performance.now() })),
  "/own/challenge": (_, response) => response.writeHead(401, { "www-authenticate": 'Basic realm="own"' }).end(),
  "/own/gzip": (_, response) => {
    const bytes = gzipSync(JSON.stringify({ text: "x".repeat(1000) }));
    response.writeHead(200, { "content-encoding": "gzip", "content-length": bytes.length }).end(bytes);
  },
  // Without a length and without chunks, as HTTP/2 has it.
  "/own/unframed": (_, response) => {
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200, { "content-encoding": "gzip", connection: "close" });
    response.end(gzipSync(JSON.stringify({ text: "x".repeat(1000) })));
  },
};

/**
 * Starts a server for a page. Other origins may read all that it sends.
 *
 * @param folder - with the scripts of the page, under `/own/`
 * @param api - origin of the server that gets every other request
 */
export async function startPageServer(folder: string, api: string): Promise<PageServer> {
  const server = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? "/", "http://page");
    response.setHeader("access-control-allow-origin", "*");
    const handle = routes[pathname];
    if (handle !== undefined) return void handle(incoming, response);
    if (pathname.startsWith("/own/")) return sendScript(join(folder, pathname.slice("/own/".length)), response);
    forward(incoming, response, new URL(api));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function sendScript(path: string, response: ServerResponse): void {
  response.setHeader("content-type", "text/javascript").end(readFileSync(path));
}

/** Passes a request on, and its response back. */
function forward(incoming: IncomingMessage, response: ServerResponse, { hostname, port, host }: URL): void {
  const { method, url, headers } = incoming;
  const sent = request({ hostname, port, method, path: url, headers: { ...headers, host } }, (received) => {
    response.writeHead(received.statusCode ?? 502, received.rawHeaders);
    received.pipe(response);
  });
  sent.on("error", () => response.destroy());
  incoming.pipe(sent);
}
