import type { IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { expect, it } from "vitest";
import { client, startOAuthServer, type OAuthServer } from "../support/oauth-server.js";
import { openSession } from "../support/open-session.js";

/** A response of the server. */
interface FixedResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A real server, except that one path sends the given response. */
function serverWith(path: string, { status, headers = {}, body }: FixedResponse): Promise<OAuthServer> {
  const intercept = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.url !== path) return false;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
    return true;
  };
  return startOAuthServer({ intercept });
}

const metadata = "/.well-known/openid-configuration";
const token = { access_token: "token-canary-1", token_type: "Bearer" };
const cases: readonly (readonly [what: string, path: string, response: FixedResponse, code: string, words: string])[] =
  [
    ["throttling", "/token", { status: 429, headers: { "retry-after": "7" }, body: {} }, "AUTH_THROTTLED", "429"],
    ["slow_down", "/token", { status: 400, body: { error: "slow_down" } }, "AUTH_THROTTLED", "slow_down"],
    ["a server fault", "/token", { status: 503, body: "<title>Busy</title>" }, "AUTH_TRANSIENT", "503"],
    ["a passing refusal", "/token", { status: 400, body: { error: "server_error" } }, "AUTH_TRANSIENT", "server_error"],
    ["a redirect", "/token", { status: 302, headers: { location: "/login" }, body: "" }, "AUTH_TRANSIENT", "302"],
    ["a missing endpoint", "/token", { status: 404, body: "" }, "AUTH_TRANSIENT", "404"],
    ["a refusal without a code", "/token", { status: 403, body: "no" }, "AUTH_REJECTED", "403: no"],
    ["no JSON", "/token", { status: 200, body: "<html>" }, "AUTH_TRANSIENT", "can't be used"],
    ["no token", "/token", { status: 200, body: { token_type: "Bearer" } }, "AUTH_TRANSIENT", "access_token"],
    ["a token that is null", "/token", { status: 200, body: { access_token: null } }, "AUTH_TRANSIENT", "access_token"],
    ["an empty token", "/token", { status: 200, body: { access_token: "" } }, "AUTH_TRANSIENT", "access_token"],
    ["a list", "/token", { status: 200, body: [token] }, "AUTH_TRANSIENT", "JSON object"],
    ["no content", "/token", { status: 204, body: "" }, "AUTH_TRANSIENT", "JSON object"],
    [
      "another type",
      "/token",
      { status: 200, body: { ...token, token_type: "mac" } },
      "AUTH_TRANSIENT",
      "can't be used",
    ],
    ["a line break", "/token", { status: 200, body: { ...token, access_token: "a\nb" } }, "AUTH_TRANSIENT", "header"],
    [
      "a token bound to a key",
      "/token",
      { status: 200, body: { ...token, token_type: "DPoP" } },
      "AUTH_TRANSIENT",
      "Bearer",
    ],
    [
      "a type that is no text",
      "/token",
      { status: 200, body: { ...token, token_type: 7 } },
      "AUTH_TRANSIENT",
      "Bearer",
    ],
    ["metadata of a fault", metadata, { status: 500, body: "" }, "AUTH_TRANSIENT", "metadata request"],
    ["metadata behind a login", metadata, { status: 401, body: "" }, "AUTH_TRANSIENT", "metadata request"],
    [
      "metadata of another",
      metadata,
      { status: 200, body: { issuer: "https://evil.example" } },
      "AUTH_TRANSIENT",
      "issuer",
    ],
  ];

it.each(cases)("reports %s with the right code", async (_what, path, response, code, words) => {
  const error: unknown = await openSession(await serverWith(path, response))
    .get("/api")
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
  if (response.status === 429) expect(error).toMatchObject({ retryAfterMs: 7_000 });
  expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(/canary|client-secret-of/);
});

const html = { "content-type": "text/html; charset=utf-8" };
const refusal = (error: unknown): { error: unknown } => ({ error });
const verdicts: readonly (readonly [what: string, response: FixedResponse, code: string])[] = [
  ["a firewall's page with 403", { status: 403, headers: html, body: "<title>Blocked</title>" }, "AUTH_TRANSIENT"],
  [
    "an XHTML page with 403",
    { status: 403, headers: { "content-type": "application/xhtml+xml" }, body: "" },
    "AUTH_TRANSIENT",
  ],
  ["a proxy's page with 400", { status: 400, headers: html, body: "<title>Bad request</title>" }, "AUTH_TRANSIENT"],
  ["a page with 401", { status: 401, headers: html, body: "<title>Unauthorized</title>" }, "AUTH_REJECTED"],
  ["a code in a 403 labelled as HTML", { status: 403, headers: html, body: refusal("invalid_grant") }, "AUTH_REJECTED"],
  ["401 without a body", { status: 401, body: "" }, "AUTH_REJECTED"],
  ["403 with JSON without a code", { status: 403, body: { message: "no" } }, "AUTH_REJECTED"],
  ["200 with invalid_client", { status: 200, body: refusal("invalid_client") }, "AUTH_REJECTED"],
  ["200 with invalid_grant", { status: 200, body: refusal("invalid_grant") }, "AUTH_REJECTED"],
  ["200 with a code of its own", { status: 200, body: refusal("incorrect_client_credentials") }, "AUTH_REJECTED"],
  ["200 with a sentence as error", { status: 200, body: refusal("Wrong client!") }, "AUTH_REJECTED"],
  ["200 with error and token", { status: 200, body: { ...refusal("invalid_grant"), ...token } }, "AUTH_REJECTED"],
  ["201 with invalid_client", { status: 201, body: refusal("invalid_client") }, "AUTH_REJECTED"],
  ["202 with error and token", { status: 202, body: { ...refusal("invalid_grant"), ...token } }, "AUTH_REJECTED"],
  ["200 with slow_down", { status: 200, body: refusal("slow_down") }, "AUTH_THROTTLED"],
  ["200 with server_error", { status: 200, body: refusal("server_error") }, "AUTH_TRANSIENT"],
  ["200 with invalid_scope", { status: 200, body: refusal("invalid_scope") }, "AUTH_TRANSIENT"],
  ["invalid_scope", { status: 400, body: refusal("invalid_scope") }, "AUTH_TRANSIENT"],
  ["invalid_target", { status: 400, body: refusal("invalid_target") }, "AUTH_TRANSIENT"],
  ["unauthorized_client", { status: 403, body: refusal("unauthorized_client") }, "AUTH_TRANSIENT"],
  ["unsupported_grant_type", { status: 400, body: refusal("unsupported_grant_type") }, "AUTH_TRANSIENT"],
  ["interaction_required", { status: 400, body: refusal("interaction_required") }, "AUTH_TRANSIENT"],
  ["invalid_client with a server fault", { status: 503, body: refusal("invalid_client") }, "AUTH_TRANSIENT"],
];

it.each(verdicts)("blames the secret only where the server does: %s", async (_what, response, code) => {
  const server = await serverWith("/token", response);
  await expect(openSession(server).get("/api")).rejects.toMatchObject({ code, status: response.status });
});

it("accepts a token beside an error that is empty", async () => {
  const server = await serverWith("/token", { status: 200, body: { ...token, error: "" } });
  await expect(openSession(server).get("/api")).rejects.toMatchObject({ code: "HTTP_STATUS", status: 401 });
});

it.each([
  [401, "application/json", "AUTH_LATCHED"],
  [403, "application/json", "AUTH_LATCHED"],
  [403, "text/html", "AUTH_TRANSIENT"],
  [503, "application/json", "AUTH_TRANSIENT"],
])("judges %d with %s by its head although its body is broken off", async (status, type, code) => {
  const intercept = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.url !== "/token") return false;
    response.writeHead(status, { "content-type": type, "content-length": "1000" });
    response.write('{"error":', () => response.destroy());
    return true;
  };
  const session = openSession(await startOAuthServer({ intercept }));
  await expect(session.get("/api")).rejects.toMatchObject({ name: "OAuth2LoginError", status });
  await expect(session.get("/api")).rejects.toMatchObject({ code });
});

it("quotes the server without the secret that it repeats", async () => {
  const words = `client ${client.id} with ${client.secret} is unknown`;
  const server = await serverWith("/token", {
    status: 401,
    body: { error: "invalid_client", error_description: words },
  });
  await expect(openSession(server).get("/api")).rejects.toThrow(
    /invalid_client: client ci-client with \S*redacted\S* is unknown/,
  );
});

it("sends its secret to no endpoint on another origin, unless it is allowed", async () => {
  const elsewhere = await startOAuthServer();
  const told = { token_endpoint: `${elsewhere.url}/token` };
  const intercept = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.url !== metadata) return false;
    const body = JSON.stringify({ issuer: `http://${request.headers.host}`, ...told });
    response.writeHead(200, { "content-type": "application/json" }).end(body);
    return true;
  };
  const server = await startOAuthServer({ intercept });
  await expect(openSession(server).get("/api")).rejects.toMatchObject({ code: "URL_NOT_ALLOWED" });
  expect(elsewhere.paths).toEqual([]);
  const allowed = openSession(server, { tokenOrigins: [elsewhere.url], origins: [elsewhere.url] });
  expect((await allowed.get(`${elsewhere.url}/api`)).status).toBe(200);
});
