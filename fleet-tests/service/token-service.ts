import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { AddressInfo } from "node:net";

/** Tokens are accepted for this much longer than they claim, so that a slow machine fails no test. */
const graceMs = 30_000;

/** Node closes idle connections after 5 s by default, and a slow machine may send a POST just then. */
const keepAliveTimeout = 60_000;

/** A service that issues tokens and counts logins. */
export class TokenService {
  readonly url: string;
  /** Rejects every token, although logins succeed. */
  rejectsAll = false;
  /** Rejects every login because of a wrong password. */
  refusesLogins = false;
  /** Lifetime of tokens in milliseconds; `undefined`: no limit. */
  lifetimeMs: number | undefined;
  /** Age at which a token should be renewed. Default: half of its lifetime. */
  renewAfterMs: number | undefined;
  /** Each login waits for this promise. */
  loginGate: Promise<void> = Promise.resolve();
  /** Start times of logins, in milliseconds since 1970. */
  readonly loginTimes: number[] = [];
  mostLoginsAtOnce = 0;
  /** Bodies of accepted requests. */
  readonly accepted: string[] = [];
  readonly #server: Server;
  #loginsNow = 0;
  #issued = 0;
  readonly #valid = new Map<string, number>();

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("request", (request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<TokenService> {
    const server = createServer({ keepAliveTimeout }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return new TokenService(server);
  }

  get logins(): number {
    return this.loginTimes.length;
  }

  /** Revokes all tokens issued so far. */
  revoke(): void {
    this.#valid.clear();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request).catch(() => "");
    if (request.url === "/login") return this.#login(response);
    const expiresAt = this.#valid.get(request.headers.authorization ?? "");
    if (this.rejectsAll || expiresAt === undefined || expiresAt < Date.now()) return reply(response, 401, {});
    this.accepted.push(body);
    reply(response, 200, { ok: true });
  }

  async #login(response: ServerResponse): Promise<void> {
    this.loginTimes.push(Date.now());
    this.mostLoginsAtOnce = Math.max(this.mostLoginsAtOnce, ++this.#loginsNow);
    await this.loginGate;
    this.#loginsNow--;
    if (this.refusesLogins) return reply(response, 401, { message: "wrong password" });
    const token = `canary-token-${++this.#issued}`;
    const { lifetimeMs, renewAfterMs } = this;
    this.#valid.set(`Token ${token}`, lifetimeMs === undefined ? Infinity : Date.now() + lifetimeMs + graceMs);
    reply(response, 200, { token, lifetimeMs, renewAfterMs });
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
