import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { findPrototypeEffects } from "@org/http-core/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { OAuth2AuthOptions } from "../src/index.js";
import { run } from "./support/request-tokens.js";

/** Every option of the package; the compiler asks for a new one. */
const options: Readonly<Record<keyof OAuth2AuthOptions, true>> = {
  issuer: true,
  origins: true,
  clientId: true,
  clientSecret: true,
  refreshToken: true,
  onRefreshToken: true,
  tokenEndpoint: true,
  tokenOrigins: true,
  discovery: true,
  scope: true,
  parameters: true,
  clientAuth: true,
  revocationEndpoint: true,
  privateKey: true,
  keyId: true,
  signingAlgorithm: true,
  assertionAudience: true,
};

const received: unknown[] = [];
const server = createServer((request, response) => void respond(request, response));
const baseUrl = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Every member that the library reads is in the response: it reads what a response inherits, too. */
async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method, url, headers } = request;
  const body = Buffer.concat(await request.toArray()).toString();
  received.push({ method, url, headers, body });
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(responseTo(url)));
}

function responseTo(url: string | undefined): unknown {
  if (url === "/received") return received.splice(0);
  if (url === "/token") return { access_token: "access", token_type: "bearer", expires_in: 600, scope: "read" };
  return { issuer: baseUrl(), token_endpoint: `${baseUrl()}/token` };
}

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it("options that a caller doesn't give are not read from Object.prototype", async () => {
  const input = { url: baseUrl() };
  const discovery = { method: "GET", url: "/.well-known/openid-configuration" };
  const resource = { method: "GET", url: "/received", headers: { authorization: "Bearer access" } };
  expect(await run(input)).toMatchObject([
    [discovery, { url: "/token", body: "grant_type=client_credentials" }, resource],
    [discovery, { url: "/token", body: expect.stringContaining("grant_type=refresh_token") }, resource],
    [{ url: "/token" }, resource],
    ["issuer", "origins", "clientId", "clientSecret"].map((name) => ["OPTION_INVALID", expect.stringContaining(name)]),
  ]);
  const program = new URL("support/request-tokens.ts", import.meta.url);
  expect(await findPrototypeEffects({ program, input, names: Object.keys(options) })).toEqual([]);
});
