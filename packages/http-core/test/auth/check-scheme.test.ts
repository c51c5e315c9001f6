import { describe, expect, it } from "vitest";
import { checkScheme } from "../../src/auth/check-scheme.js";
import { createSession } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const unused = (): never => {
  throw new Error("not called");
};
const scheme = {
  name: "own",
  origins: ["https://api.example.com"],
  secrets: { headers: ["x-key"] },
  identity: unused,
  apply: unused,
};
const { identity: _identity, ...withoutIdentity } = scheme;
const { apply: _apply, ...withoutApply } = scheme;
const { origins: _origins, ...withoutOrigins } = scheme;
const { secrets: _secrets, ...withoutSecrets } = scheme;

const refused: readonly (readonly [string, unknown, string, string])[] = [
  [
    "a function",
    unused,
    "OPTION_INVALID",
    'auth must be a scheme, which is an object and not a function; see the guide "Writing an auth package"',
  ],
  [
    "an object of another kind",
    { user: "ada" },
    "OPTION_INVALID",
    'for a scheme of your own see the guide "Writing an auth package"',
  ],
  [
    "refresh for renew",
    { ...scheme, acquire: unused, refresh: unused },
    "OPTION_UNKNOWN",
    'Unknown auth option "refresh"; did you mean "renew"?',
  ],
  ["login for acquire", { ...scheme, login: unused }, "OPTION_UNKNOWN", '"login"; did you mean "acquire"?'],
  [
    "logout for release",
    { ...scheme, acquire: unused, logOut: unused },
    "OPTION_UNKNOWN",
    '"logOut"; did you mean "release"?',
  ],
  ["sign for apply", { ...withoutApply, sign: unused }, "OPTION_UNKNOWN", '"sign"; did you mean "apply"?'],
  ["a typing error", { ...scheme, clasify: unused }, "OPTION_UNKNOWN", '"clasify"; did you mean "classify"?'],
  ["another case", { ...scheme, loginorigins: [] }, "OPTION_UNKNOWN", 'did you mean "loginOrigins"?'],
  ["a singular", { ...withoutOrigins, origin: "https://api.example.com" }, "OPTION_UNKNOWN", 'did you mean "origins"?'],
  ["secret for secrets", { ...withoutSecrets, secret: {} }, "OPTION_UNKNOWN", 'did you mean "secrets"?'],
  [
    "a mistyped kind of secrets",
    { ...scheme, secrets: { header: ["x-key"] } },
    "OPTION_UNKNOWN",
    'Unknown auth.secrets option "header"; did you mean "headers"?',
  ],
  [
    "an unknown kind of secrets",
    { ...scheme, secrets: { cookies: ["sid"] } },
    "OPTION_UNKNOWN",
    "known are headers, query, fields",
  ],
  ["no identity", withoutIdentity, "OPTION_INVALID", "auth.identity must be a function"],
  ["no apply", withoutApply, "OPTION_INVALID", "auth.apply must be a function"],
  ["an acquire that is no function", { ...scheme, acquire: {} }, "OPTION_INVALID", "auth.acquire must be a function"],
  ["no origins", withoutOrigins, "OPTION_INVALID", 'auth.origins must be a list of origins, for example ["https://'],
  [
    "one origin as text",
    { ...scheme, origins: "https://api.example.com" },
    "OPTION_INVALID",
    "auth.origins must be a list",
  ],
];

describe("a scheme", () => {
  it.each(refused)("is refused with what to write instead: %s", (_, value, code, text) => {
    expect(() => checkScheme("auth", value)).toThrow(expect.objectContaining({ code }) as Error);
    expect(() => checkScheme("auth", value)).toThrow(text);
  });

  it.each([
    ["other members", { ...scheme, settings: {}, count: 0 }],
    ["members that resemble those that it has", { ...scheme, namespace: "x", renew: unused, refresh: unused }],
    ["members that are undefined", { ...scheme, acquire: undefined, loginOrigins: undefined }],
    ["no secrets", { ...scheme, secrets: {} }],
  ])("may have %s", (_, value) => {
    expect(checkScheme("auth", value)).toBe(value);
  });

  it("of a class may have any member", () => {
    class Own {
      readonly name = "own";
      readonly origins = scheme.origins;
      readonly secrets = scheme.secrets;
      readonly identity = unused;
      readonly apply = unused;
      readonly refresh = unused;
    }
    const value = new Own();
    expect(checkScheme("auth", value)).toBe(value);
  });

  it("is checked once", () => {
    let reads = 0;
    const counted = {
      ...scheme,
      get name() {
        reads++;
        return "own";
      },
    };
    checkScheme("auth", counted);
    const once = reads;
    for (let call = 0; call < 10; call++) checkScheme("auth", counted);
    expect([once > 0, reads]).toEqual([true, once]);
  });

  it("of a call is refused as that of a session", async () => {
    const session = createSession({ baseUrl: "https://api.example.com", transport: memoryTransport(() => 200) });
    const auth = { ...scheme, secrets: { header: [] } } as never;
    await expect(session.get("/", { auth })).rejects.toMatchObject({ code: "OPTION_UNKNOWN" });
  });
});
