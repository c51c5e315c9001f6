import { randomBytes } from "node:crypto";
import { createResponse, systemClock, type LoginContext } from "@org/http-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzz, hostileJson, hostileText } from "../../../fuzz.base.js";
import { oauth2Auth, type OAuth2CallOptions } from "../src/index.js";

const url = "http://127.0.0.1:1";
const members = ["access_token", "token_type", "expires_in", "refresh_token", "scope", "error", "error_description"];

/** A login whose every request gets the same response. */
function contextWith(status: number, body: string): LoginContext<OAuth2CallOptions> {
  return {
    options: undefined,
    clock: systemClock,
    randomBytes,
    signal: new AbortController().signal,
    send: async (target) =>
      createResponse({ status, url: target, headers: { "content-type": "application/json" }, body: Buffer.from(body) }),
  };
}

const common = { issuer: url, origins: [url], clientId: "c", clientSecret: "secret" };
const schemes = [oauth2Auth(common), oauth2Auth({ ...common, tokenEndpoint: `${url}/token` })];
const status = fc.constantFrom(200, 302, 400, 401, 429, 500);

async function logIn([code, body]: readonly [number, string]): Promise<void> {
  for (const scheme of schemes) {
    await scheme.acquire?.(contextWith(code, body)).catch((error: unknown) => {
      expect(error).toMatchObject({ code: expect.stringMatching(/^AUTH_/) });
    });
  }
}

describe("the response of an authorization server", () => {
  const text = hostileText(
    [...'{}[]:," <>', "\\", "null", "true", "3600", '"Bearer"', "<title>", ...members.map((name) => `"${name}":`)],
    [
      '{"access_token":"abc","token_type":"Bearer","expires_in":3600}',
      '{"error":"invalid_client","error_description":"no"}',
      `{"issuer":"${url}","token_endpoint":"${url}/token"}`,
    ],
  );
  it("of any text", async () => {
    await expect(fuzz(fc.tuple(status, text), logIn)).resolves.toBeUndefined();
  });
  const json = hostileJson([...members, "issuer", "token_endpoint"]).map((value) => JSON.stringify(value));
  it("of any JSON", async () => {
    await expect(fuzz(fc.tuple(status, json), logIn)).resolves.toBeUndefined();
  });
});
