import { createSession } from "@org/http-core";
import { memoryTransport } from "@org/http-core/testing";
import { expect, it } from "vitest";
import { oauth2Auth } from "../../src/index.js";

const issuer = "https://login.example.com";
const api = "https://api.example.com";
const token = { access_token: "token", token_type: "Bearer" };

it.each([
  ["oidc", "https://login.example.com/tenant", "/tenant/.well-known/openid-configuration"],
  ["oauth2", "https://login.example.com/tenant", "/.well-known/oauth-authorization-server/tenant"],
] as const)("looks metadata up by %s of %s", async (discovery, tenant, path) => {
  const transport = memoryTransport(({ url }) => {
    if (url === `${issuer}${path}`) return { body: { issuer: tenant, token_endpoint: `${tenant}/token` } };
    return url === `${tenant}/token` ? { body: token } : { body: [] };
  });
  const auth = oauth2Auth({
    issuer: tenant,
    origins: [api],
    clientId: discovery,
    clientSecret: "demo-secret",
    discovery,
  });
  await using session = createSession({ auth, baseUrl: api, transport });
  expect((await session.get("/things")).status).toBe(200);
  expect(transport.requests.map(({ url }) => new URL(url).pathname)).toEqual([path, "/tenant/token", "/things"]);
});

const places = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];

it.each([
  ["both", undefined, 0, 200],
  ["the second, since the first is missing", undefined, 1, 200],
  ["none", undefined, 2, 404],
  ["the first alone, as discovery says", "oidc", 1, 404],
  ["the second alone, as discovery says", "oauth2", 0, 200],
] as const)("finds metadata at %s", async (_title, discovery, missing, status) => {
  const transport = memoryTransport(({ url }) => {
    const place = places.indexOf(url.slice(issuer.length));
    if (place >= 0) return place < missing ? 404 : { body: { issuer, token_endpoint: `${issuer}/token` } };
    return url === `${issuer}/token` ? { body: token } : { body: [] };
  });
  const auth = oauth2Auth({
    issuer,
    origins: [api],
    clientId: `id ${missing}`,
    clientSecret: "demo-secret",
    discovery,
  });
  await using session = createSession({ auth, baseUrl: api, transport });
  const found = await session.get("/things").catch((error: unknown) => error);
  expect(found).toMatchObject({ status });
  const asked = transport.requests.map(({ url }) => places.indexOf(url.slice(issuer.length))).filter((at) => at >= 0);
  const all = discovery === undefined ? [0, 1] : [discovery === "oidc" ? 0 : 1];
  expect(asked).toEqual(missing === 0 ? all.slice(0, 1) : all);
});

it.each([401, 403, 429, 500, 503])("asks at no other place after status %d", async (status) => {
  const transport = memoryTransport(() => status);
  const auth = oauth2Auth({ issuer, origins: [api], clientId: `status ${status}`, clientSecret: "demo-secret" });
  await using session = createSession({ auth, baseUrl: api, transport });
  await expect(session.get("/things")).rejects.toMatchObject({ name: "OAuth2LoginError", status });
  expect(transport.requests).toHaveLength(1);
});

it("keeps the query of a token endpoint", async () => {
  const tokenEndpoint = `${issuer}/token?policy=sign%20in`;
  const transport = memoryTransport(({ url }) => ({ body: url === tokenEndpoint ? token : [] }));
  const auth = oauth2Auth({ issuer, tokenEndpoint, origins: [api], clientId: "query", clientSecret: "demo-secret" });
  await using session = createSession({ auth, baseUrl: api, transport });
  expect((await session.get("/things")).status).toBe(200);
  expect(transport.requests.map(({ url }) => url)).toEqual([tokenEndpoint, `${api}/things`]);
});
