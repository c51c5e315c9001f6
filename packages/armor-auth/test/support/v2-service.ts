import { gotTransport, type Transport } from "@org/http-core";
import { manualClock, type ManualClock } from "@org/http-core/testing";
import { createArmorApi, type ArmorApi, type ArmorApiOptions } from "../../src/index.js";
import { finalPage, mfaPage } from "./adfs-pages.js";
import { ArmorServer, type Answer, type Received } from "./armor-server.js";
import type { MakeTransport } from "./transports.js";
import { context, password, username } from "./credentials.js";
import { Output } from "./output.js";

export { context } from "./credentials.js";

export const clientId = "b2264823-30a3-4706-bf48-4cf80dad76d3";
export const authorize = "/adfs/oauth2/authorize";

/** What stands in an attribute of a real page: encrypted XML with base64 in it. */

/** AD FS with MFA, and an API that takes its tokens. */
export class V2Service {
  readonly clock: ManualClock = manualClock();
  readonly server: ArmorServer;
  /** All that its clients could print; no secret may be in it when it stops. */
  readonly output: Output = new Output();
  /** Accepted forms are answered with a redirect, or with the next page at once. */
  wire: "redirect" | "direct" = "redirect";
  afterPassword: (request: Received) => Answer | Promise<Answer> = () => ({ body: mfaPage(context) });
  afterMfa: (request: Received) => Answer | Promise<Answer> = (request) => ({ body: this.final(request) });
  #next: Answer | undefined;
  #serial = 0;
  readonly #apis: ArmorApi[] = [];
  readonly #transport: Transport;

  private constructor(server: ArmorServer, transport: Transport) {
    this.server = server;
    this.#transport = transport;
    server
      .on(`POST ${authorize}`, (request) => this.#post(request))
      .on(`GET ${authorize}`, () => this.#next ?? { status: 500 })
      .on("GET /me", (request) => this.#me(request))
      .on("GET /vms", (request) => this.#me(request));
  }

  /** Starts it; its clients go over the transport that `makeTransport` makes. */
  static async start(makeTransport: MakeTransport = gotTransport): Promise<V2Service> {
    return new V2Service(await ArmorServer.start(), makeTransport());
  }

  async api(options: Partial<ArmorApiOptions> = {}): Promise<ArmorApi> {
    const urls = { baseUrl: this.server.url, stsUrl: this.server.url };
    const own = { ...urls, transport: this.#transport, clock: this.clock, random: () => 0.5 };
    const logger = this.output.logger(options.logger);
    const given = { username, password, auth: 2 as const, ...own, ...options, logger };
    const api = await this.output.of(createArmorApi(given));
    this.#apis.push(api);
    return api;
  }

  /** What a login ends in: its error. */
  async failure(options: Partial<ArmorApiOptions> = {}): Promise<unknown> {
    return this.api(options).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  /** An id_token that fits the request, with claims changed. */
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

  final(request: Received, changed: Readonly<Record<string, unknown>> = {}): string {
    return finalPage([
      ["id_token", this.token(request, changed)],
      ["state", request.query.get("state") ?? ""],
    ]);
  }

  posts(field: "Password" | "Context"): readonly URLSearchParams[] {
    return this.server
      .to(`POST ${authorize}`)
      .map(({ body }) => new URLSearchParams(body))
      .filter((form) => form.has(field));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#apis.map((api) => api.close()));
    await this.#transport.close?.();
    await this.server.stop();
    this.output.close(this.server.requests);
  }

  async #post(request: Received): Promise<Answer> {
    const isPassword = new URLSearchParams(request.body).has("Password");
    const answer = await (isPassword ? this.afterPassword(request) : this.afterMfa(request));
    const cookie = `MSISAuth${isPassword ? "" : "1"}=${this.#serial++}; Path=/; HttpOnly`;
    const cookies = { "set-cookie": cookie };
    if (this.wire === "direct") return { ...answer, headers: { ...cookies, ...answer.headers } };
    this.#next = answer;
    return { status: 302, headers: { ...cookies, location: `${this.server.url}${authorize}?${request.query}` } };
  }

  #me({ headers }: Received): Answer {
    const claims = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(headers.authorization ?? "")?.[1];
    const { exp } = JSON.parse(Buffer.from(claims ?? "e30", "base64url").toString()) as { exp?: number };
    if (exp === undefined || exp * 1000 <= this.clock.nowMs()) return { status: 401, body: { Message: "Denied" } };
    return { body: { accounts: [{ id: 1234, status: "Claimed" }] } };
  }
}
