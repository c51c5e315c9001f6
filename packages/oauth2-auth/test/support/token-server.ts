import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A response of the token endpoint. An object is sent as JSON. */
export interface TokenReply {
  /** Default 200. */
  readonly status?: number;
  /** Over `content-type: application/json`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: no body. */
  readonly body?: unknown;
  /** True breaks the connection off: without a body before the head, else in the middle of the body. */
  readonly isBrokenOff?: boolean;
}

/** Responds to the request for a token with this form. Requests are counted from 1. */
export type TokenHandler = (form: URLSearchParams, count: number) => TokenReply | Promise<TokenReply>;

/** A server on loopback whose token endpoint does what a test says. */
export interface TokenServer {
  /** Its origin. */
  readonly url: string;
  /** The forms of all token requests, in order. */
  readonly forms: readonly URLSearchParams[];
  /** The forms of all revocation requests, in order. */
  readonly revocations: readonly URLSearchParams[];
  /** How many requests to the API came in. */
  readonly apiCalls: number;
  /** Makes the API refuse the access tokens that it has seen. */
  revokeAccess(): void;
}

/** Options of `startTokenServer`. */
export interface TokenServerOptions {
  /** Default: any. */
  readonly port?: number;
  /** Responds to revocation requests. Default: with status 200. */
  readonly revoke?: TokenHandler;
}

/**
 * Starts the server until the test has finished. `/token` and `/revoke` are its endpoints, which its metadata names, and every
 * other path is an API that accepts any token.
 *
 * @param handler - responds to token requests
 * @param options - port, and what revocation requests get
 */
export async function startTokenServer(
  handler: TokenHandler,
  { port = 0, revoke = () => ({}) }: TokenServerOptions = {},
): Promise<TokenServer> {
  const [forms, revocations]: [URLSearchParams[], URLSearchParams[]] = [[], []];
  const [seen, revoked] = [new Set<string>(), new Set<string>()];
  let apiCalls = 0;
  const server = createServer((request, response) => void respond(request, response));
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    if (request.url === "/token") return reply(response, await handler(form, forms.push(form)));
    if (request.url === "/revoke") return reply(response, await revoke(form, revocations.push(form)));
    if (request.url?.startsWith("/.well-known/") === true) return reply(response, { body: metadataOf(request) });
    apiCalls++;
    const token = request.headers.authorization ?? "";
    seen.add(token);
    response.writeHead(revoked.has(token) || token === "" ? 401 : 200).end();
  }
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forms,
    revocations,
    get apiCalls() {
      return apiCalls;
    },
    revokeAccess() {
      for (const token of seen) revoked.add(token);
    },
  };
}

function metadataOf({ headers }: IncomingMessage): object {
  const issuer = `http://${headers.host}`;
  return { issuer, token_endpoint: `${issuer}/token`, revocation_endpoint: `${issuer}/revoke` };
}

function reply(response: ServerResponse, { status = 200, headers, body, isBrokenOff = false }: TokenReply): void {
  if (isBrokenOff && body === undefined) return void response.destroy();
  const text = typeof body === "string" || body === undefined ? (body ?? "") : JSON.stringify(body);
  const length = Buffer.byteLength(text) + (isBrokenOff ? 100 : 0);
  response.writeHead(status, { "content-type": "application/json", "content-length": length, ...headers });
  if (isBrokenOff) response.write(text, () => response.destroy());
  else response.end(text);
}
