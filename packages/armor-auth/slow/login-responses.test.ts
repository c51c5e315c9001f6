import { randomBytes } from "node:crypto";
import { createResponse, Secret, systemClock, type LoginContext } from "@org/http-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzz, hostileJson, hostileText } from "../../../fuzz.base.js";
import { armorAuth, type ArmorCallAuth } from "../src/index.js";
import { parseContentRange } from "../src/client/content-range.js";
import { checkIdToken } from "../src/v2/id-token.js";

/** A login whose every request gets the same response. */
function contextWith(status: number, body: string): LoginContext<ArmorCallAuth> {
  return {
    options: {},
    clock: systemClock,
    randomBytes,
    signal: new AbortController().signal,
    send: async (url) => createResponse({ status, url, headers: { "retry-after": "5" }, body: Buffer.from(body) }),
  };
}

const url = "http://127.0.0.1:1";
const v1 = armorAuth({ username: "u", password: "password", baseUrl: url });
const v2 = armorAuth({ username: "u", password: "password", auth: 2, baseUrl: url, stsUrl: url });
const status = fc.constantFrom(200, 302, 401, 429, 500);

const page = hostileText(
  [
    ..."<>/\"'= \n&;-!",
    ...[
      "form",
      "input",
      "title",
      "script",
      "template",
      "table",
      "select",
      "svg",
      "b",
      "p",
      "a",
      "font",
      "body",
    ].flatMap((name) => [`<${name}>`, `<${name} `, `</${name}>`]),
    "<!--",
    "-->",
    "<![CDATA[",
    "&amp",
    "&#x0;",
    "name=",
    "value=",
    "id=errorText",
    "id_token",
    "Context",
    "AuthMethod",
  ],
  [
    '<html><title>t</title><body><form action="/x"><input name="id_token" value="a.b.c"><input name=state></form>',
    '<form method=post><input name="UserName"><input name="Password"><span id="errorText">Wrong</span></form>',
    '<form><input name="Context" value="c"><input name="AuthMethod" value="m"></form><p id="mfaGreeting">Hi</p>',
  ],
);

describe("the v2 login", () => {
  it("reads any page", async () => {
    await expect(
      fuzz(fc.tuple(status, page), async ([code, html]) => {
        await v2.acquire?.(contextWith(code, html)).catch(expectReason);
      }),
    ).resolves.toBeUndefined();
  });

  const claims = hostileJson(["aud", "nonce", "exp", "nbf", "iat", "sub"]);
  it("reads any claims of an id_token", async () => {
    await expect(
      fuzz(claims, (value) => {
        const payload = Buffer.from(JSON.stringify(value)).toString("base64url");
        checkIdToken(new Secret(`a.${payload || "a"}.b`), { clientId: "c", nonce: "n", nowMs: 1 });
      }),
    ).resolves.toBeUndefined();
  });

  const token = hostileText([".", "a", "_", "-", "=", "+", " "], ["eyJhIjoxfQ.eyJhdWQiOiJjIn0.c2ln"]);
  it("reads any id_token", async () => {
    await expect(
      fuzz(token, (text) => checkIdToken(new Secret(text), { clientId: "c", nonce: "n", nowMs: 1 })),
    ).resolves.toBeUndefined();
  });
});

describe("the v1 login", () => {
  const response = hostileText(
    [...'{}[]:," ', "<title>", '"code":', '"success":', '"access_token":', '"expires_in":', "true", "15", '"a"', "\\"],
    ['{"code":"abc=","success":true}', '{"access_token":"abc","expires_in":15}', '{"Message":"no","badLogonCount":3}'],
  );
  it("reads any response", async () => {
    await expect(
      fuzz(fc.tuple(status, response), async ([code, text]) => {
        await v1.acquire?.(contextWith(code, text)).catch(expectReason);
      }),
    ).resolves.toBeUndefined();
  });
});

describe("a page of a list", () => {
  const header = hostileText(
    [..."0123456789-/*= \t", "entities", "bytes", "items"],
    ["entities 0-9/57", "entities=0-9/*"],
  );
  it("has any Content-Range", async () => {
    await expect(
      fuzz(header, (text) => {
        const range = parseContentRange(text);
        for (const value of Object.values(range ?? {}))
          expect(value === undefined || Number.isSafeInteger(value)).toBe(true);
      }),
    ).resolves.toBeUndefined();
  });
});

function expectReason(error: unknown): void {
  expect(error).toMatchObject({ code: expect.stringMatching(/^AUTH_/), reason: expect.any(String) });
}
