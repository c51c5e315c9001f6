import { findPrototypeEffects } from "@org/http-core/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  AdfsSourceOptions,
  ArmorApiOptions,
  ArmorCallAuth,
  ArmorRequestOptions,
  PageOptions,
} from "../src/index.js";
import { finalPage } from "./support/adfs-pages.js";
import { ArmorServer, type Received } from "./support/armor-server.js";
import { run } from "./support/programs/use-armor.js";

type OptionName =
  | keyof ArmorApiOptions
  | keyof AdfsSourceOptions
  | keyof ArmorRequestOptions
  | keyof PageOptions
  | keyof ArmorCallAuth
  | "everyMs";

/** Every option of the package; the compiler asks for a new one. */
const options: Readonly<Record<OptionName, true>> = {
  username: true,
  password: true,
  auth: true,
  baseUrl: true,
  stsUrl: true,
  hosts: true,
  clientId: true,
  redirectUri: true,
  mfaTimeoutMs: true,
  onMfa: true,
  v2Source: true,
  authorizeReissue: true,
  transport: true,
  clock: true,
  random: true,
  logger: true,
  permits: true,
  tokenStore: true,
  timeout: true,
  retry: true,
  headers: true,
  middleware: true,
  maxResponseBytes: true,
  maxJsonValues: true,
  accountId: true,
  retries401: true,
  signal: true,
  method: true,
  data: true,
  json: true,
  params: true,
  stream: true,
  pageSize: true,
  maxPages: true,
  rangeHeader: true,
  schema: true,
  everyMs: true,
};

const program = new URL("support/programs/use-armor.ts", import.meta.url);
const authorizePath = "/adfs/oauth2/authorize";
let server: ArmorServer;

beforeAll(async () => {
  server = await ArmorServer.start();
  const accounts = [1234, 5678].map((id) => ({ id, status: "Claimed" }));
  server
    .on("POST /auth/authorize", () => ({ body: { code: "code" } }))
    .on("POST /auth/token", () => ({ body: { access_token: "1".repeat(32), expires_in: 15 } }))
    .on(`POST ${authorizePath}`, (request) => ({ body: finalPage(tokenOf(request)) }))
    .on("GET /me", () => ({ body: { accounts } }))
    .on("GET /vms", ({ headers }) => ({ body: { headers } }))
    .on("POST /vms", ({ body, headers }) => ({ body: { body, headers } }))
    .on("GET /list", ({ headers }) => ({ body: headers.range === "entities=0-100; max=100" ? [1, 2] : [] }))
    .on("GET /received", () => {
      const received = server.requests.splice(0);
      return { body: received.map(({ query, ...rest }) => ({ ...rest, query: [...query] })) };
    });
});

afterAll(() => server.stop());

/** The inputs of the page that ends a login: an id_token for the nonce of the request, and its state. */
function tokenOf({ query }: Received): readonly (readonly [string, string])[] {
  const iat = Math.floor(Date.now() / 1000);
  const claims = {
    aud: query.get("client_id"),
    iat,
    exp: iat + 3600,
    nonce: query.get("nonce"),
    upn: "user@example.com",
  };
  const parts = [{ typ: "JWT", alg: "RS256" }, claims, "signature"];
  const token = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return [
    ["id_token", token],
    ["state", query.get("state") ?? ""],
  ];
}

describe("options", () => {
  it("that a caller doesn't give are not read from Object.prototype", async () => {
    const input = { url: server.url, overUndici: false };
    const result = JSON.stringify(await run(input));
    for (const part of [
      "/auth/authorize",
      authorizePath,
      "entities=0-100",
      '"1234"',
      '"5678"',
      '"token"',
      "FH-AUTH 1111",
    ]) {
      expect(result).toContain(part);
    }
    const names = Object.keys(options).filter((name) => name !== "signal");
    expect(await findPrototypeEffects({ program, input, names })).toEqual([]);
  });

  it("are not read from it over undici, which reads no signal itself as Node does", async () => {
    const input = { url: server.url, overUndici: true };
    expect(await findPrototypeEffects({ program, input, names: ["accountId", "signal"] })).toEqual([]);
  });
});
