import { Secret } from "@org/http-core";
import { describe, expect, it } from "vitest";
import {
  apiKeyAuth,
  basicAuth,
  bearerAuth,
  digestAuth,
  environmentToken,
  fileToken,
  helperToken,
} from "../src/index.js";

type Make = (options: object) => unknown;

const origins = ["https://api.example.com"];
const good = {
  basic: { username: "ada", password: "canary-1", origins },
  bearer: { token: "canary-2", origins },
  apiKey: { key: "canary-3", name: "X-API-Key", origins },
  digest: { username: "ada", password: "canary-4", origins },
};
const make: Readonly<Record<keyof typeof good, Make>> = {
  basic: basicAuth as Make,
  bearer: bearerAuth as Make,
  apiKey: apiKeyAuth as Make,
  digest: digestAuth as Make,
};

/** A `Secret` of another installed copy of the core: a class of its own, with the same members. */
class OtherSecret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  fingerprint(): string {
    return new Secret(this.#value).fingerprint();
  }
}

const secretOptions = { basic: "password", bearer: "token", apiKey: "key", digest: "password" } as const;

type Case = readonly [title: string, options: object, name: string];

const badOrigins: readonly Case[] = [
  ["no origins", { origins: undefined }, "origins"],
  ["an empty list of origins", { origins: [] }, "origins"],
  ["origins that are no list", { origins: "https://api.example.com" }, "origins"],
  ["an origin with a path", { origins: ["https://api.example.com/v1"] }, "origins[0]"],
  ["an origin with a user name", { origins: ["https://canary@api.example.com"] }, "origins[0]"],
  ["a pattern of origins", { origins: [...origins, "https://*.example.com"] }, "origins[1]"],
  ["a name that no option has", { orgins: origins }, '"orgins"'],
];

const cases: Readonly<Record<keyof typeof good, readonly Case[]>> = {
  basic: [
    ["no user name", { username: undefined }, "username"],
    ["a user name with a colon", { username: "canary:a" }, "username"],
    ["a user name with a line break", { username: "canary\n" }, "username"],
    ["half a surrogate pair", { username: "canary\ud800" }, "username"],
    ["a password with a control character", { password: "canary\u0000" }, "password"],
    ["a password that is no text", { password: 1 }, "password"],
    ["neither user name nor password", { username: "", password: "" }, "username"],
  ],
  bearer: [
    ["no token", { token: undefined }, "token"],
    ["an empty token", { token: "" }, "token"],
    ["a token with a space", { token: "canary 2" }, "token"],
    ["a token with a line break", { token: new Secret("canary\r\n") }, "token"],
    ["an empty principal", { principal: "" }, "principal"],
  ],
  apiKey: [
    ["no key", { key: undefined }, "key"],
    ["an empty key", { key: new Secret("") }, "key"],
    ["no name", { name: undefined }, "name"],
    ["another place", { in: "body" }, "in"],
    ["a header name with a space", { name: "X API" }, "name"],
    ["a header of the connection", { name: "Content-Length" }, "name"],
    ["the header of cookies", { name: "Cookie" }, "name"],
    ["a key beyond ASCII in a header", { key: "canary\u00fc" }, "key"],
    ["a key with a space at its end", { key: "canary " }, "key"],
    ["a key with a semicolon in a cookie", { key: "canary;a=b", in: "cookie" }, "key"],
    ["a cookie name with an equals sign", { name: "a=b", in: "cookie" }, "name"],
    ["a query name with a line break", { name: "a\n", in: "query" }, "name"],
    ["half a surrogate pair in a query", { key: "canary\ud800", in: "query" }, "key"],
    ["a prefix in a query", { prefix: "Token ", in: "query" }, "prefix"],
    ["a prefix with a line break", { prefix: "Token\r\n" }, "prefix"],
  ],
  digest: [
    ["no user name", { username: "" }, "username"],
    ["no password", { password: "" }, "password"],
    ["a password with a line break", { password: new Secret("canary\n") }, "password"],
    ["another qop", { qop: "auth-conf" }, "qop"],
    ["an empty list of algorithms", { algorithms: [] }, "algorithms"],
    ["an algorithm that RFC 7616 doesn't define", { algorithms: ["MD5", "SHA-1"] }, "algorithms[1]"],
  ],
};

describe.each(Object.keys(good) as (keyof typeof good)[])("options of %s", (scheme) => {
  it.each([...badOrigins, ...cases[scheme]])("refuse %s, by name and without the secret", (_title, change, name) => {
    const attempt = (): unknown => make[scheme]({ ...good[scheme], ...change });
    const code = name.startsWith('"') ? "OPTION_UNKNOWN" : "OPTION_INVALID";
    expect(attempt).toThrow(expect.objectContaining({ name: "InputError", code }));
    expect(attempt).toThrow(name);
    expect(attempt).not.toThrow("canary");
  });

  it("take origins as text, with a port and as a URL, and plain http where it is written", () => {
    const given = [
      "api.example.com",
      "https://api.example.com:8443",
      new URL("http://192.0.2.1/"),
      "https://API.example.com/",
    ];
    expect(make[scheme]({ ...good[scheme], origins: given })).toMatchObject({
      origins: ["https://api.example.com", "https://api.example.com:8443", "http://192.0.2.1"],
    });
  });

  it("take a Secret of another copy of the core for one of this copy", () => {
    const name = secretOptions[scheme];
    const text = (good[scheme] as Readonly<Record<string, unknown>>)[name] as string;
    const identityOf = (secret: unknown): { secret?: Secret } =>
      (make[scheme]({ ...good[scheme], [name]: secret }) as { identity(): { secret?: Secret } }).identity();
    expect(identityOf(new OtherSecret(text)).secret?.reveal()).toBe(identityOf(new Secret(text)).secret?.reveal());
  });

  it("are refused if they are no object", () => {
    for (const options of [undefined, null, "x", []]) {
      expect(() => make[scheme](options as never)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
    }
  });
});

it("checks the arguments of token providers at once", () => {
  const attempts: readonly (() => unknown)[] = [
    () => environmentToken(""),
    () => fileToken(""),
    () => fileToken("a", { rereadAfterMs: 0 }),
    () => fileToken("a", { rereadAfterMs: 1.5 }),
    () => helperToken(""),
    () => helperToken("a", "b" as never),
    () => helperToken("a", [1] as never),
  ];
  for (const attempt of attempts) expect(attempt).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  expect(() => fileToken("a", { rereadMs: 1 } as never)).toThrow(expect.objectContaining({ code: "OPTION_UNKNOWN" }));
});
