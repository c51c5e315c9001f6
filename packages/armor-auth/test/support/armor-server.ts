import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** The response to a request. An object is sent as JSON, text as HTML. A list repeats a header. */
export interface StubResponse {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: unknown;
}

/** Responds to one request. A promise that does not settle holds it open. */
export type Handler = (request: Received) => StubResponse | Promise<StubResponse>;

/** A loopback server with one handler per path. Other paths get a 404. */
export class ArmorServer {
  readonly requests: Received[] = [];
  readonly #handlers = new Map<string, Handler>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ArmorServer> {
    const server = createServer();
    const armor = new ArmorServer(server);
    server.on("request", (request: IncomingMessage, response: ServerResponse) => void armor.#serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return armor;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Sets or replaces the handler of `METHOD /path`. */
  on(route: string, handler: Handler): this {
    this.#handlers.set(route, handler);
    return this;
  }

  /** The requests to one path. */
  to(route: string): readonly Received[] {
    return this.requests.filter(({ method, path }) => `${method} ${path}` === route);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname: path, searchParams: query } = new URL(request.url ?? "/", this.url);
    const method = request.method ?? "";
    const received = { method, path, query, headers: request.headers, body: Buffer.concat(chunks).toString() };
    this.requests.push(received);
    const {
      status = 200,
      headers = {},
      body,
    } = (await this.#handlers.get(`${method} ${path}`)?.(received)) ?? {
      status: 404,
    };
    const isText = typeof body === "string";
    const type = isText ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
    response.writeHead(status, { ...(body === undefined ? {} : { "content-type": type }), ...headers });
    response.end(isText || body === undefined ? body : JSON.stringify(body));
  }
}
