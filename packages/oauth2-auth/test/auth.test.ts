import { createSession, Secret } from "@org/http-core";
import { memoryTransport, testAuthScheme, type MemoryHandler } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { oauth2Auth, type OAuth2AuthOptions } from "../src/index.js";
import { secondsAhead } from "../src/server-time.js";

const issuer = "https://login.example.com";
const api = "https://api.example.com";
const [right, wrong] = ["right-secret-5511", "wrong-secret-7722"];

/** An authorization server of a few lines, for the checks that need time to stand still. */
function memoryServer(isRefresh: boolean, secrets: string[]): { service: MemoryHandler; expire: () => void } {
  let valid = new Set<string>();
  let refreshable = new Set([right]);
  const issue = (): object => {
    const count = secrets.length;
    const [accessToken, refreshToken] = [`access-token-${count}`, `refresh-token-${count}`];
    secrets.push(accessToken, refreshToken);
    valid.add(accessToken);
    refreshable = new Set([refreshToken, right]);
    const refresh = isRefresh ? { refresh_token: refreshToken } : {};
    return { access_token: accessToken, token_type: "Bearer", expires_in: 600, ...refresh };
  };
  const service: MemoryHandler = ({ url, headers, body }) => {
    if (url === `${issuer}/token`) {
      const form = new URLSearchParams(Buffer.from(body).toString());
      // RFC 6749 section 2.3.1: id and secret are form-encoded before they are joined.
      const basic = Buffer.from(headers.get("authorization")?.slice("Basic ".length) ?? "", "base64").toString();
      const isKnown = isRefresh
        ? refreshable.has(form.get("refresh_token") ?? "")
        : decodeURIComponent(basic) === `id:${right}`;
      return isKnown
        ? { body: issue() }
        : { status: 400, body: { error: isRefresh ? "invalid_grant" : "invalid_client" } };
    }
    if (!url.startsWith(api)) return undefined;
    return valid.has(headers.get("authorization")?.replace("Bearer ", "") ?? "") ? { body: [] } : 401;
  };
  return { service, expire: () => void (valid = new Set()) };
}

for (const grant of ["client credentials", "a refresh token"] as const) {
  testAuthScheme({
    name: `oauth2 by ${grant}`,
    runner: { describe, it },
    make: ({ wrongSecret }) => {
      const isRefresh = grant === "a refresh token";
      const secret = wrongSecret ? wrong : right;
      const proof = isRefresh ? { refreshToken: secret } : { clientSecret: secret };
      const secrets = [secret];
      const { service, expire } = memoryServer(isRefresh, secrets);
      return {
        scheme: oauth2Auth({ issuer, tokenEndpoint: `${issuer}/token`, origins: [api], clientId: "id", ...proof }),
        service,
        protectedUrl: `${api}/things`,
        secrets: () => secrets,
        expireCredentials: expire,
      };
    },
  });
}

describe("options", () => {
  const good = { issuer, origins: [api], clientId: "id", clientSecret: "canary-1234" };
  const cases: readonly (readonly [string, object, string])[] = [
    ["no issuer", { ...good, issuer: undefined }, "issuer"],
    ["an issuer on plain http", { ...good, issuer: "http://login.example.com" }, "issuer"],
    ["no origins", { ...good, origins: [] }, "origins"],
    ["an origin with a user name", { ...good, origins: ["https://me@api.example.com"] }, "origins"],
    ["no client id", { ...good, clientId: "" }, "clientId"],
    ["an empty secret", { ...good, clientSecret: new Secret("") }, "clientSecret"],
    ["neither secret nor refresh token", { ...good, clientSecret: undefined }, "clientSecret"],
    [
      "client authentication without a secret",
      { ...good, clientSecret: undefined, refreshToken: "r", clientAuth: "post" },
      "clientSecret",
    ],
    ["another client authentication", { ...good, clientAuth: "mtls" }, "clientAuth"],
    ["another kind of discovery", { ...good, discovery: "dns" }, "discovery"],
    ["a parameter of the scheme's own", { ...good, parameters: { grant_type: "password" } }, "grant_type"],
    ["a listener that is none", { ...good, onRefreshToken: "x" }, "onRefreshToken"],
    ["a name that no option has", { ...good, client_id: "id" }, '"client_id"'],
  ];
  it.each(cases)("refuse %s, by name and without the secret", (_title, options, name) => {
    const attempt = (): unknown => oauth2Auth(options as OAuth2AuthOptions);
    expect(attempt).toThrow(name);
    expect(attempt).toThrow(expect.objectContaining({ name: "InputError" }));
    expect(attempt).not.toThrow("canary");
  });

  it("name where credentials and logins may go", () => {
    const { origins, loginOrigins } = oauth2Auth({ ...good, origins: [`${api}/v1`, `${api}/v2`], tokenOrigins: [api] });
    expect(origins).toEqual([api]);
    expect(loginOrigins).toEqual([issuer, api]);
  });

  it("make other identities where a login would differ", async () => {
    const changes = [{}, { scope: "a" }, { clientAuth: "post" }, { clientId: "other" }, { refreshToken: "r" }] as const;
    const named = changes.map(async (change) => {
      const { principal, secret, extra } = await oauth2Auth({ ...good, ...change }).identity();
      return JSON.stringify([principal, secret.fingerprint(), extra]);
    });
    expect(new Set(await Promise.all(named)).size).toBe(changes.length);
  });
});

it.each([
  ["oidc", "https://login.example.com/tenant", "/tenant/.well-known/openid-configuration"],
  ["oauth2", "https://login.example.com/tenant", "/.well-known/oauth-authorization-server/tenant"],
] as const)("looks metadata up by %s of %s", async (discovery, tenant, path) => {
  const token = { access_token: "token", token_type: "Bearer" };
  const transport = memoryTransport(({ url }) => {
    if (url === `${issuer}${path}`) return { body: { issuer: tenant, token_endpoint: `${tenant}/token` } };
    return url === `${tenant}/token` ? { body: token } : { body: [] };
  });
  const auth = oauth2Auth({ issuer: tenant, origins: [api], clientId: discovery, clientSecret: right, discovery });
  await using session = createSession({ auth, baseUrl: api, transport });
  expect((await session.get("/things")).status).toBe(200);
  expect(transport.requests.map(({ url }) => new URL(url).pathname)).toEqual([path, "/tenant/token", "/things"]);
});

describe("the server's time", () => {
  const dated = (date: string): Response => new Response("", { headers: { date } });
  it.each<[string, (nowMs: number) => Response | undefined, number]>([
    ["an answer's date", (nowMs) => dated(new Date(nowMs + 3_600_000).toUTCString()), 3_600],
    ["an earlier date", (nowMs) => dated(new Date(nowMs - 3_600_000).toUTCString()), -3_600],
    ["no date", () => new Response(""), 7],
    ["a date that is none", () => dated("yesterday"), 7],
    ["no answer", () => undefined, 7],
  ])("is found by %s", (_title, answer, seconds) => {
    const nowMs = Date.now();
    const clock = { nowMs: () => nowMs + 7_000, monotonicMs: () => 0, setTimer: () => () => {} };
    expect(Math.abs(secondsAhead(answer(nowMs), clock) - seconds)).toBeLessThanOrEqual(2);
  });
});
