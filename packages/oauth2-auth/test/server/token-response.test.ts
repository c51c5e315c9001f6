import { manualClock } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import type { OAuth2AuthOptions } from "../../src/index.js";
import { openSession, startMs } from "../support/open-session.js";
import { startTokenServer, type TokenServer } from "../support/token-server.js";

const token = { access_token: "access-token", token_type: "Bearer" };
const grants: readonly (readonly [string, Partial<OAuth2AuthOptions>])[] = [
  ["client credentials", {}],
  ["a refresh token", { refreshToken: "initial" }],
];

/** A server that sends the same access token to everyone, and a new refresh token each time. */
function serverOf(body: object, status = 200): Promise<TokenServer> {
  return startTokenServer((form, count) => {
    const isRefresh = form.get("grant_type") === "refresh_token";
    return { status, body: { ...(isRefresh ? { refresh_token: `refresh-${count}` } : {}), ...body } };
  });
}

describe.each(grants)("a token got with %s", (_grant, options) => {
  const unknown: readonly (readonly [string, object])[] = [
    ["that is missing", {}],
    ["null", { expires_in: null }],
    ["an empty text", { expires_in: "" }],
    ["0", { expires_in: 0 }],
    ["0 as text", { expires_in: "0" }],
    ["-1", { expires_in: -1 }],
    ["less than a second", { expires_in: 0.5 }],
    ["a text", { expires_in: "never" }],
    ["a unit", { expires_in: "3600s" }],
    ["too large a number", { expires_in: 1e13 }],
    ["infinite", { expires_in: "Infinity" }],
    ["a boolean", { expires_in: true }],
    ["an object", { expires_in: {} }],
    ["a list", { expires_in: [3600] }],
  ];
  it.each(unknown)("with an expires_in of %s is used until it is refused", async (_title, lifetime) => {
    const server = await serverOf({ ...token, ...lifetime });
    const clock = manualClock(startMs);
    const session = openSession(server, { ...options, tokenEndpoint: `${server.url}/token` }, { clock });
    for (let call = 0; call < 6; call++) {
      expect((await session.get("/api")).status).toBe(200);
      await clock.advance(3_600_000);
    }
    expect(server.forms).toHaveLength(1);
  });

  const known: readonly (readonly [unknown, number])[] = [
    [600, 600],
    ["600", 600],
    ["600.0", 600],
    [599.5, 599.5],
    [1, 1],
  ];
  it.each(known)("with an expires_in of %j is replaced when it has expired, and not before", async (value, seconds) => {
    const server = await serverOf({ ...token, expires_in: value });
    const clock = manualClock(startMs);
    const session = openSession(server, { ...options, tokenEndpoint: `${server.url}/token` }, { clock });
    await session.get("/api");
    await clock.advance(seconds * 500);
    await session.get("/api");
    expect(server.forms).toHaveLength(1);
    await clock.advance(seconds * 501);
    await session.get("/api");
    await expect.poll(() => server.forms).toHaveLength(2);
  });

  const odd: [string, object, number?][] = [
    ["without a type", { token_type: undefined }],
    ["whose type is null", { token_type: null }],
    ["whose type is empty", { token_type: "" }],
    ["of type bearer", { token_type: "bearer" }],
    ["of type BEARER", { token_type: "BEARER" }],
    ["of type BearerToken", { token_type: "BearerToken" }],
    ["with status 201", {}, 201],
    [
      "with null in every other field",
      { refresh_token: null, scope: null, id_token: null, error: null, expires_in: null },
    ],
    ["with an empty refresh token", { refresh_token: "" }],
    ["with fields of other types", { refresh_token: 7, scope: [], id_token: {}, expires_in: [] }],
    ["with an ID token that is none", { id_token: "x" }],
    ["with an ID token of another issuer, expired, for another client", { id_token: idToken() }],
  ];
  it.each<[string, object, number?]>(odd)("%s is accepted", async (_title, fields, status) => {
    const server = await serverOf({ ...token, ...fields }, status);
    const session = openSession(server, { ...options, tokenEndpoint: `${server.url}/token` });
    expect((await session.get("/api")).status).toBe(200);
    expect(server.forms).toHaveLength(1);
  });
});

function idToken(): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const claims = { iss: "https://sts.example.com/t/", aud: ["other"], sub: "1", exp: 1 };
  return `${encode({ alg: "none" })}.${encode(claims)}.`;
}
