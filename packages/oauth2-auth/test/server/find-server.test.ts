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

it("keeps the query of a token endpoint", async () => {
  const tokenEndpoint = `${issuer}/token?policy=sign%20in`;
  const transport = memoryTransport(({ url }) => ({ body: url === tokenEndpoint ? token : [] }));
  const auth = oauth2Auth({ issuer, tokenEndpoint, origins: [api], clientId: "query", clientSecret: "demo-secret" });
  await using session = createSession({ auth, baseUrl: api, transport });
  expect((await session.get("/things")).status).toBe(200);
  expect(transport.requests.map(({ url }) => url)).toEqual([tokenEndpoint, `${api}/things`]);
});
