import { createPrivateKey, createSecretKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startEmulator, type Emulator, type OAuth2Client } from "../../src/index.js";

const startMs = Date.UTC(2026, 0, 1);
const secret = "a-secret-of-at-least-32-characters!";
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const publicKey = rsa.publicKey.export({ type: "spki", format: "pem" }).toString();
const clients: readonly OAuth2Client[] = [
  { clientId: "ci", clientSecret: secret, scopes: ["a", "b"] },
  { clientId: "robot", publicKey },
  { clientId: "desktop" },
  { clientId: "odd:name +", clientSecret: "odd: secret+%" },
];

let emulator: Emulator;
beforeEach(async () => void (emulator = await startEmulator({ startMs, oauth2: { clients } })));
afterEach(() => emulator.close());

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

async function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Reply> {
  const body = new URLSearchParams(form);
  const response = await fetch(`${emulator.http}/oauth2${path}`, { method: "POST", body, headers });
  const text = await response.text();
  const { status } = response;
  return { status, headers: response.headers, body: text === "" ? {} : (JSON.parse(text) as Reply["body"]) };
}

const ci = { client_id: "ci", client_secret: secret };
const byCredentials = { ...ci, grant_type: "client_credentials" };
const byToken = (token: unknown): Record<string, string> => ({
  ...ci,
  grant_type: "refresh_token",
  refresh_token: String(token),
});
const getThings = async (token: unknown): Promise<readonly [number, unknown]> => {
  const headers = { authorization: `Bearer ${String(token)}` };
  const response = await fetch(`${emulator.http}/oauth2/things`, { headers });
  return [response.status, await response.json()];
};

describe("metadata", () => {
  it.each(["/oauth2/.well-known/openid-configuration", "/.well-known/oauth-authorization-server/oauth2"])(
    "at %s names the endpoints",
    async (path) => {
      const metadata: unknown = await (await fetch(emulator.http + path)).json();
      const issuer = `${emulator.http}/oauth2`;
      expect(emulator.oauth2.issuer).toBe(issuer);
      expect(metadata).toMatchObject({
        issuer,
        token_endpoint: `${issuer}/token`,
        revocation_endpoint: `${issuer}/revoke`,
      });
    },
  );

  it("of Armor are still not served", async () => {
    await expect(fetch(`${emulator.http}/.well-known/openid-configuration`)).rejects.toThrow("fetch failed");
  });
});

describe("a client", () => {
  const basic = (id: string, value: string): string =>
    `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(value)}`).toString("base64")}`;
  const grant = { grant_type: "client_credentials" };

  it.each([
    ["ci", secret],
    ["odd:name +", "odd: secret+%"],
  ])("%s is known by its secret, in a header or the form", async (id, value) => {
    expect(await post("/token", grant, { authorization: basic(id, value) })).toMatchObject({ status: 200 });
    expect(await post("/token", { ...grant, client_id: id, client_secret: value })).toMatchObject({ status: 200 });
  });

  it.each([
    ["without a name", {}, {}],
    ["that is unknown", { client_id: "x" }, {}],
    ["with a wrong secret", { client_id: "ci", client_secret: "x" }, {}],
    ["without its secret", { client_id: "ci" }, {}],
    ["with a wrong secret in a header", {}, { authorization: basic("ci", "x") }],
    ["with a secret that it doesn't have", { client_id: "desktop", client_secret: "x" }, {}],
    ["with a key that sends none", { client_id: "robot" }, {}],
  ])("%s is refused", async (_title, form, headers) => {
    const { status, body, headers: sent } = await post("/token", { ...grant, ...form }, headers);
    expect([status, body["error"]]).toEqual([401, "invalid_client"]);
    expect(sent.get("www-authenticate")).toBe("authorization" in headers ? "Basic" : null);
  });

  interface Assertion {
    readonly client?: string;
    readonly audience?: string;
    readonly expiresInSeconds?: number;
    readonly key?: KeyObject;
    readonly algorithm?: string;
    readonly id?: string;
  }
  const assert = async ({ client = "robot", audience, expiresInSeconds = 60, ...rest }: Assertion): Promise<Reply> => {
    const { key = createPrivateKey(rsa.privateKey.export({ type: "pkcs8", format: "pem" })), algorithm = "RS256" } =
      rest;
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(client)
      .setSubject(client)
      .setAudience(audience ?? emulator.oauth2.issuer)
      .setJti(rest.id ?? String(Math.random()))
      .setExpirationTime(startMs / 1000 + expiresInSeconds)
      .sign(key);
    const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    return post("/token", { ...grant, client_assertion_type: type, client_assertion: assertion });
  };
  const hmacKey = createSecretKey(Buffer.from(secret));

  it("is known by an assertion, made with its key or its secret", async () => {
    expect(await assert({})).toMatchObject({ status: 200 });
    expect(await assert({ audience: `${emulator.oauth2.issuer}/token` })).toMatchObject({ status: 200 });
    expect(await assert({ client: "ci", key: hmacKey, algorithm: "HS256" })).toMatchObject({ status: 200 });
  });

  it.each<[string, Assertion]>([
    ["for another server", { audience: "https://other.example" }],
    ["that has expired", { expiresInSeconds: -1 }],
    ["of an unknown client", { client: "x" }],
    ["made with the key of another", { key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey }],
    ["made with the public key as secret", { key: createSecretKey(Buffer.from(publicKey)), algorithm: "HS256" }],
    ["of a client without key and secret", { client: "desktop" }],
  ])("is refused for an assertion %s", async (_title, assertion) => {
    expect(await assert(assertion)).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  });

  it("is refused for an assertion that comes a second time, and for one that is no JWT", async () => {
    expect(await assert({ id: "once" })).toMatchObject({ status: 200 });
    expect(await assert({ id: "once" })).toMatchObject({ status: 401 });
    const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    const form = { ...grant, client_assertion_type: type, client_assertion: "x" };
    expect(await post("/token", form)).toMatchObject({ status: 401 });
  });
});

describe("client credentials", () => {
  it("get an access token that the resource accepts until it expires", async () => {
    const { body, headers } = await post("/token", byCredentials);
    expect(body).toEqual({ access_token: expect.any(String), token_type: "Bearer", expires_in: 600, scope: "a b" });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(await getThings(body["access_token"])).toMatchObject([200, { client_id: "ci", scope: "a b" }]);
    emulator.clock.advance(600_000);
    expect(await getThings(body["access_token"])).toEqual([401, { error: "invalid_token" }]);
  });

  it.each([
    ["a", "a"],
    ["b a", "b a"],
    ["", "a b"],
  ])("get the scope %j", async (scope, expected) => {
    expect((await post("/token", { ...byCredentials, scope })).body["scope"]).toBe(expected);
  });

  it.each([
    [{ ...byCredentials, scope: "a c" }, "invalid_scope"],
    [{ client_id: "desktop", grant_type: "client_credentials" }, "unauthorized_client"],
    [{ ...ci, grant_type: "password" }, "unsupported_grant_type"],
    [ci, "unsupported_grant_type"],
  ])("are refused for %j", async (form, error) => {
    expect(await post("/token", form)).toMatchObject({ status: 400, body: { error } });
  });
});

describe("a refresh token", () => {
  it("is exchanged once, and a second use ends the grant", async () => {
    const first = await post("/token", byToken(emulator.oauth2.refreshToken));
    expect(first).toMatchObject({ status: 200, body: { scope: "a b", expires_in: 600 } });
    const second = await post("/token", { ...byToken(first.body["refresh_token"]), scope: "a" });
    expect(second).toMatchObject({ status: 200, body: { scope: "a" } });
    const refused = { status: 400, body: { error: "invalid_grant" } };
    expect(await post("/token", byToken(emulator.oauth2.refreshToken))).toMatchObject(refused);
    expect(await post("/token", byToken(second.body["refresh_token"]))).toMatchObject(refused);
    expect((await getThings(second.body["access_token"]))[0]).toBe(401);
  });

  it("of another client, or unknown, is refused", async () => {
    const other = emulator.issueRefreshToken("desktop");
    for (const token of [other, "x"]) expect(await post("/token", byToken(token))).toMatchObject({ status: 400 });
    const form = { client_id: "desktop", grant_type: "refresh_token", refresh_token: other };
    expect(await post("/token", form)).toMatchObject({ status: 200, body: { scope: "things:read things:write" } });
    expect(() => emulator.issueRefreshToken("x")).toThrow(TypeError);
  });

  it("stays the same if the options say so", async () => {
    await using other = await startEmulator({
      oauth2: { clients, rotateRefreshTokens: false, accessTokenLifetimeMs: 5_000 },
    });
    const body = new URLSearchParams(byToken(other.oauth2.refreshToken));
    for (let use = 0; use < 2; use++) {
      const response = await fetch(`${other.oauth2.issuer}/token`, { method: "POST", body });
      expect(await response.json()).toMatchObject({ refresh_token: other.oauth2.refreshToken, expires_in: 5 });
    }
  });
});

describe("a revocation", () => {
  it("ends an access token alone", async () => {
    const [one, other] = [await post("/token", byCredentials), await post("/token", byCredentials)];
    expect(await post("/revoke", { ...ci, token: String(one.body["access_token"]) })).toMatchObject({ status: 200 });
    expect((await getThings(one.body["access_token"]))[0]).toBe(401);
    expect((await getThings(other.body["access_token"]))[0]).toBe(200);
  });

  it("of a refresh token ends its grant", async () => {
    const { body } = await post("/token", byToken(emulator.oauth2.refreshToken));
    expect(await post("/revoke", { ...ci, token: String(body["refresh_token"]) })).toMatchObject({ status: 200 });
    expect(await post("/token", byToken(body["refresh_token"]))).toMatchObject({ body: { error: "invalid_grant" } });
    expect((await getThings(body["access_token"]))[0]).toBe(401);
  });

  it("of another client's token, or of an unknown one, changes nothing", async () => {
    const { body } = await post("/token", byCredentials);
    for (const token of [String(body["access_token"]), "x"]) {
      expect(await post("/revoke", { client_id: "desktop", token })).toMatchObject({ status: 200 });
    }
    expect((await getThings(body["access_token"]))[0]).toBe(200);
    expect(await post("/revoke", { client_id: "x", token: "x" })).toMatchObject({ status: 401 });
  });

  it("of all tokens of the emulator ends access tokens, and leaves refresh tokens", async () => {
    const { body } = await post("/token", byToken(emulator.oauth2.refreshToken));
    emulator.revokeTokens();
    expect((await getThings(body["access_token"]))[0]).toBe(401);
    expect(await post("/token", byToken(body["refresh_token"]))).toMatchObject({ status: 200 });
  });
});

it.each([
  ["no client", []],
  ["two clients of one name", [{ clientId: "a" }, { clientId: "a" }]],
])("refuses options with %s", async (_title, given) => {
  await expect(startEmulator({ oauth2: { clients: given } })).rejects.toThrow(TypeError);
});
