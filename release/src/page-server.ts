import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";

/** A server of a page. */
export interface PageServer {
  /** Origin of the page. */
  readonly origin: string;
  /** Port of the server. */
  readonly port: number;
  [Symbol.asyncDispose](): Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** The page, and responses that a browser treats in its own way. */
const routes: Readonly<Record<string, Handler>> = {
  "/": (_, response) => response.setHeader("content-type", "text/html").end("<!doctype html><title>page</title>"),
  "/echo": async (incoming, response) => {
    const { method, headers } = incoming;
    response.end(JSON.stringify({ method, headers, body: await text(incoming) }));
  },
  "/redirect": (_, response) => response.writeHead(302, { location: "/echo" }).end(),
  "/cookie": (_, response) => response.setHeader("set-cookie", "sid=1; Path=/").end("{}"),
  "/cached": (_, response) =>
    response.setHeader("cache-control", "max-age=600").end(JSON.stringify({ at: performance.now() })),
  "/challenge": (_, response) => response.writeHead(401, { "www-authenticate": 'Basic realm="own"' }).end(),
  "/gzip": (_, response) => {
    const bytes = gzipSync(JSON.stringify({ text: "x".repeat(1000) }));
    response.writeHead(200, { "content-encoding": "gzip", "content-length": bytes.length }).end(bytes);
  },
  // Without a length and without chunks, as HTTP/2 has it.
  "/unframed": (_, response) => {
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200, { "content-encoding": "gzip", connection: "close" });
    response.end(gzipSync(JSON.stringify({ text: "x".repeat(1000) })));
  },
};

/**
 * Starts a server for a page. Other origins may read all that it sends.
 *
 * @param folder - with the scripts of the page
 */
export async function startPageServer(folder: string): Promise<PageServer> {
  const server = createServer((incoming, response) => {
    const { pathname } = new URL(incoming.url ?? "/", "http://page");
    response.setHeader("access-control-allow-origin", "*");
    const handle = routes[pathname];
    if (handle !== undefined) return void handle(incoming, response);
    const path = join(folder, pathname);
    if (!existsSync(path)) return void response.writeHead(404).end();
    response.setHeader("content-type", "text/javascript").end(readFileSync(path));
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
