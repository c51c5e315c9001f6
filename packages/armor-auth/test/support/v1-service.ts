import { gotTransport, type Transport } from "@org/http-core";
import { manualClock, type ManualClock } from "@org/http-core/testing";
import { createArmorApi, type ArmorApi, type ArmorApiOptions } from "../../src/index.js";
import { ArmorServer, type Answer, type Received } from "./armor-server.js";
import { password, username } from "./credentials.js";
import { Output } from "./output.js";
import type { MakeTransport } from "./transports.js";

export { password, username } from "./credentials.js";

/** The first generation's login and `/me`, with tokens that expire by a clock of the test's. */
export class V1Service {
  readonly clock: ManualClock = manualClock();
  readonly server: ArmorServer;
  /** All that its clients could print; no secret may be in it when it stops. */
  readonly output: Output = new Output();
  /** What the answers call `expires_in`. */
  expiresIn: unknown = 15;
  accounts: unknown = [{ id: 1234, name: "Main", status: "Claimed", currency: "USD       ", parent: -1 }];
  readonly #expiries = new Map<string, number>();
  readonly #apis: ArmorApi[] = [];
  readonly #transport: Transport;
  #issued = 0;

  private constructor(server: ArmorServer, transport: Transport) {
    this.server = server;
    this.#transport = transport;
    server
      .on("POST /auth/authorize", (request) => this.#authorize(request))
      .on("POST /auth/token", () => this.#token("id-blob"))
      .on("POST /auth/token/reissue", (request) => this.#reissue(request))
      .on("GET /me", (request) => this.guarded(request, { user: { type: "user" }, accounts: this.accounts }))
      .on("GET /vms", (request) => this.guarded(request, [{ id: 1 }]))
      .on("POST /vms", (request) => this.guarded(request, { id: 2 }));
  }

  /** Starts it; its clients go over the transport that `makeTransport` makes. */
  static async start(makeTransport: MakeTransport = gotTransport): Promise<V1Service> {
    return new V1Service(await ArmorServer.start(), makeTransport());
  }

  /** A client of this service, which `stop` closes. */
  async api(options: Partial<ArmorApiOptions> = {}): Promise<ArmorApi> {
    const own = { baseUrl: this.server.url, transport: this.#transport, clock: this.clock, random: () => 0.5 };
    const logger = this.output.logger(options.logger);
    const api = await this.output.of(createArmorApi({ username, password, ...own, ...options, logger }));
    this.#apis.push(api);
    return api;
  }

  /** No token that was issued so far is accepted any more. */
  revoke(): void {
    this.#expiries.clear();
  }

  /** An answer for those who carry a valid token. */
  guarded(request: Received, body: unknown): Answer {
    return this.#isValid(request) ? { body } : { status: 401, body: { Message: "Authorization has been denied" } };
  }

  get passwordPosts(): number {
    return this.server.to("POST /auth/authorize").length;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#apis.map((api) => api.close()));
    await this.#transport.close?.();
    await this.server.stop();
    this.output.close(this.server.requests);
  }

  #authorize(request: Received): Answer {
    const given = JSON.parse(request.body) as { userName?: string; password?: string };
    if (given.userName === username && given.password === password) {
      return { body: { redirect_uri: null, code: "cGxhaW4tY29kZQ+/==", success: true } };
    }
    return { status: 403, body: { errorCode: "access_denied", badLogonCount: 3 } };
  }

  #reissue(request: Received): Answer {
    const { token } = JSON.parse(request.body) as { token: string };
    if ((this.#expiries.get(token) ?? 0) > this.clock.nowMs()) return this.#token(null);
    return { status: 401, body: { error: "invalid_token", error_description: "The token has expired", status: 401 } };
  }

  #token(idToken: string | null): Answer {
    this.#issued++;
    const token = this.#issued.toString(16).padStart(32, "0");
    this.#expiries.set(token, this.clock.nowMs() + 900_000);
    const body = { access_token: token, id_token: idToken, expires_in: this.expiresIn, token_type: "Bearer" };
    return { body };
  }

  #isValid({ headers }: Received): boolean {
    const token = /^FH-AUTH ([0-9a-f]{32})$/.exec(headers.authorization ?? "")?.[1];
    return token !== undefined && (this.#expiries.get(token) ?? 0) > this.clock.nowMs();
  }
}
