import { gotTransport, type Transport } from "@org/http-core";
import type { ArmorApiOptions } from "../../src/index.js";
import { ArmorServer, type StubResponse, type Received } from "./armor-server.js";
import { ArmorService } from "./armor-service.js";
import { password, username } from "./credentials.js";
import type { MakeTransport } from "./transports.js";

/** The v1 login, `/me` and a list of machines. Its tokens expire by the test's clock. */
export class V1Service extends ArmorService {
  /** The `expires_in` of token responses. */
  expiresIn: unknown = 15;
  /** The accounts that `/me` lists. */
  accounts: unknown = [{ id: 1234, name: "Main", status: "Claimed", currency: "USD       ", parent: -1 }];
  readonly #expiries = new Map<string, number>();
  #issued = 0;

  private constructor(server: ArmorServer, transport: Transport) {
    super(server, transport);
    server
      .on("POST /auth/authorize", (request) => this.#authorize(request))
      .on("POST /auth/token", () => this.#token("id-blob"))
      .on("POST /auth/token/reissue", (request) => this.#reissue(request))
      .on("GET /me", (request) => this.guarded(request, { user: { type: "user" }, accounts: this.accounts }))
      .on("GET /vms", (request) => this.guarded(request, [{ id: 1 }]))
      .on("POST /vms", (request) => this.guarded(request, { id: 2 }));
  }

  /** Starts the service. Its clients use the transport that `makeTransport` creates. */
  static async start(makeTransport: MakeTransport = gotTransport): Promise<V1Service> {
    return new V1Service(await ArmorServer.start(), makeTransport());
  }

  /** Revokes every token that was issued so far. */
  revoke(): void {
    this.#expiries.clear();
  }

  /** Responds with the body to a request with a valid token, and with 401 to any other. */
  guarded(request: Received, body: unknown): StubResponse {
    return this.#isValid(request) ? { body } : { status: 401, body: { Message: "Authorization has been denied" } };
  }

  /** How many requests with a password came in. */
  get passwordPosts(): number {
    return this.server.to("POST /auth/authorize").length;
  }

  protected clientOptions(): Partial<ArmorApiOptions> {
    return { baseUrl: this.server.url };
  }

  #authorize(request: Received): StubResponse {
    const sent = JSON.parse(request.body) as { userName?: string; password?: string };
    if (sent.userName === username && sent.password === password) {
      return { body: { redirect_uri: null, code: "cGxhaW4tY29kZQ+/==", success: true } };
    }
    return { status: 403, body: { errorCode: "access_denied", badLogonCount: 3 } };
  }

  #reissue(request: Received): StubResponse {
    const { token } = JSON.parse(request.body) as { token: string };
    if ((this.#expiries.get(token) ?? 0) > this.clock.nowMs()) return this.#token(null);
    return { status: 401, body: { error: "invalid_token", error_description: "The token has expired", status: 401 } };
  }

  #token(idToken: string | null): StubResponse {
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
