import { createRequest, systemClock, type HttpRequest } from "@org/http-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuzz, hostileJson, hostileText } from "../../../fuzz.base.js";
import { parseHelperOutput } from "../src/bearer/parse-helper-output.js";
import { digestAuth } from "../src/index.js";

const url = "https://api.example.com/things";
const scheme = digestAuth({ username: "ada", password: "secret-19aa", origins: [url.replace("/things", "")] });
const plain = createRequest({ method: "GET", url, headers: {} });
const context = {
  options: undefined,
  clock: systemClock,
  randomBytes: (length: number) => new Uint8Array(length),
  credential: undefined,
  signal: undefined,
  use: 1,
  peek: async () => new Uint8Array(),
};

/** Turns a text into what a transport makes of a header: one character for each byte. */
function asHeader(text: string): string {
  return Buffer.from(text, "utf8")
    .toString("latin1")
    .replace(/[\0\r\n]/g, "");
}

/** Responds to a challenge, then reads the server's response to the proof. */
async function useHeaders([challenge, info]: readonly [string, string]): Promise<void> {
  const head = { status: 401, url, headers: new Headers({ "www-authenticate": asHeader(challenge) }) };
  const asked = { ...context, request: plain, state: undefined };
  const state = scheme.observe?.(head, asked);
  expect(["accepted", "challenged"]).toContain(await scheme.classify?.(head, asked));
  const request: HttpRequest = await scheme.apply(plain, undefined, { ...context, state, challenge: head });
  expect(request.headers.has("authorization")).toBe(state !== undefined);
  const success = { status: 200, url, headers: new Headers({ "authentication-info": asHeader(info) }) };
  const answered = { ...context, request, state };
  const next = scheme.observe?.(success, answered);
  await scheme.apply(plain, undefined, { ...context, state: next, use: 2 });
  await scheme.classify?.(success, answered);
}

describe("the headers of a server", () => {
  const names = ["realm", "nonce", "opaque", "qop", "algorithm", "stale", "userhash", "domain", "charset"];
  const challenge = hostileText(
    [
      ...'=,"\\ \t/;',
      "Digest ",
      "Basic ",
      "Negotiate YII=",
      "auth",
      "SHA-256-sess",
      "\u00fc",
      ...names.map((name) => `${name}=`),
    ],
    [
      'Digest realm="r", nonce="n", opaque="o", qop="auth,auth-int", algorithm=SHA-256, stale=true, userhash=true, domain="/a /b"',
      'Negotiate, Basic realm="x, y", Digest realm="\\"q\\"", nonce="n"',
    ],
  );
  const info = hostileText(
    [...'=,"\\ ', "nextnonce=", "rspauth=", "qop=", "nc=", "cnonce=", "00000001", "auth-int"],
    ['nextnonce="n2", qop=auth, rspauth="00", cnonce="c", nc=00000001'],
  );
  it("are read, or refused by a typed error", async () => {
    await expect(fuzz(fc.tuple(challenge, info), useHeaders)).resolves.toBeUndefined();
  });
});

describe("the output of a helper program", () => {
  const names = ["access_token", "expires_in", "status", "token", "expirationTimestamp"];
  const parse = (output: string): unknown => parseHelperOutput(output, 0);
  it("of any text", async () => {
    const text = hostileText(
      [...'{}[]:," ', "null", "1e999", ...names.map((name) => `"${name}":`)],
      ['{"access_token":"a","expires_in":1}'],
    );
    await expect(fuzz(text, parse)).resolves.toBeUndefined();
  });
  it("of any JSON", async () => {
    const json = hostileJson(names).map((value) => JSON.stringify({ status: value, access_token: value }));
    await expect(fuzz(json, parse)).resolves.toBeUndefined();
  });
});
