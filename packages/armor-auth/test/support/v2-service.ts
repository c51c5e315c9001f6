import { gotTransport, type Transport } from "@org/http-core";
import type { ArmorApiOptions } from "../../src/index.js";
import { finalPage, mfaPage } from "./adfs-pages.js";
import { ArmorServer, type StubResponse, type Received } from "./armor-server.js";
import { ArmorService } from "./armor-service.js";
import { context, username } from "./credentials.js";
import type { MakeTransport } from "./transports.js";

export const clientId = "b2264823-30a3-4706-bf48-4cf80dad76d3";
export const authorize = "/adfs/oauth2/authorize";

/** AD FS with MFA, and an API that accepts its tokens. */
export class V2Service extends ArmorService {
  /** Whether an accepted form leads to a redirect, or directly to the next page. */
  wire: "redirect" | "direct" = "redirect";
  /** Responds to the password. */
  afterPassword: (request: Received) => StubResponse | Promise<StubResponse> = () => ({ body: mfaPage(context) });
  /** Responds to the MFA form. */
  afterMfa: (request: Received) => StubResponse | Promise<StubResponse> = (request) => ({ body: this.final(request) });
  #next: StubResponse | undefined;
  #serial = 0;

  private constructor(server: ArmorServer, transport: Transport) {
    super(server, transport);
    server
      .on(`POST ${authorize}`, (request) => this.#post(request))
      .on(`GET ${authorize}`, () => this.#next ?? { status: 500 })
      .on("GET /me", (request) => this.#me(request))
      .on("GET /vms", (request) => this.#me(request));
  }

  /** Starts the service. Its clients use the transport that `makeTransport` creates. */
  static async start(makeTransport: MakeTransport = gotTransport): Promise<V2Service> {
    return new V2Service(await ArmorServer.start(), makeTransport());
  }

  /** Returns an id_token for the request, with some claims changed. */
  token({ query }: Received, changed: Readonly<Record<string, unknown>> = {}): string {
    const seconds = Math.floor(this.clock.nowMs() / 1000);
    const claims = {
      iss: "https://sts.armor.com/adfs",
      aud: query.get("client_id"),
      iat: seconds,
      exp: seconds + 3600,
      nonce: query.get("nonce") ?? undefined,
      upn: username,
      jti: this.#serial++,
      ...changed,
    };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    return `${part({ typ: "JWT", alg: "RS256" })}.${part(claims)}.${Buffer.from("signature").toString("base64url")}`;
  }

  /** Returns the final page for the request. */
  final(request: Received, changed: Readonly<Record<string, unknown>> = {}): string {
    return finalPage([
      ["id_token", this.token(request, changed)],
      ["state", request.query.get("state") ?? ""],
    ]);
  }

  /** The forms with a field, in order. */
  posts(field: "Password" | "Context"): readonly URLSearchParams[] {
    return this.server
      .to(`POST ${authorize}`)
      .map(({ body }) => new URLSearchParams(body))
      .filter((form) => form.has(field));
  }

  protected clientOptions(): Partial<ArmorApiOptions> {
    return { baseUrl: this.server.url, stsUrl: this.server.url, auth: 2 };
  }

  async #post(request: Received): Promise<StubResponse> {
    const isPassword = new URLSearchParams(request.body).has("Password");
    const response = await (isPassword ? this.afterPassword(request) : this.afterMfa(request));
    const cookie = `MSISAuth${isPassword ? "" : "1"}=${this.#serial++}; Path=/; HttpOnly`;
    const cookies = { "set-cookie": cookie };
    if (this.wire === "direct") return { ...response, headers: { ...cookies, ...response.headers } };
    this.#next = response;
    return { status: 302, headers: { ...cookies, location: `${this.server.url}${authorize}?${request.query}` } };
  }

  #me({ headers }: Received): StubResponse {
    const claims = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(headers.authorization ?? "")?.[1];
    const { exp } = JSON.parse(Buffer.from(claims ?? "e30", "base64url").toString()) as { exp?: number };
    if (exp === undefined || exp * 1000 <= this.clock.nowMs()) return { status: 401, body: { Message: "Denied" } };
    return { body: { accounts: [{ id: 1234, status: "Claimed" }] } };
  }
}
