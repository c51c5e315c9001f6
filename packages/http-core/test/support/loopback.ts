import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  /** Names as sent, with their values, in order. */
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Responds to one request. */
export type Respond = (request: WireRequest, response: ServerResponse) => void;

/** A server on loopback that keeps what it was sent. */
export interface Loopback extends AsyncDisposable {
  readonly url: string;
  readonly host: string;
  readonly requests: WireRequest[];
  readonly server: Server;
}

/** Starts a server on a free port; by default it echoes the request as JSON. */
export async function loopback(respond: Respond = echo): Promise<Loopback> {
  const requests: WireRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const { method = "", url = "", rawHeaders, headers } = incoming;
    const request = { method, url, rawHeaders, headers, body: Buffer.concat(chunks) };
    requests.push(request);
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    requests,
    server,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Responds with the request, as JSON. */
function echo({ method, url, headers, body }: WireRequest, response: ServerResponse): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ method, url, headers, body: body.toString() }));
}
