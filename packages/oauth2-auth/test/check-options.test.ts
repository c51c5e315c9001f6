import { Secret } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { oauth2Auth, type OAuth2AuthOptions } from "../src/index.js";

const issuer = "https://login.example.com";
const api = "https://api.example.com";

describe("options", () => {
  const good = { issuer, origins: [api], clientId: "id", clientSecret: "canary-1234" };
  const cases: readonly (readonly [string, object, string])[] = [
    ["no issuer", { ...good, issuer: undefined }, "issuer"],
    ["an issuer on plain http", { ...good, issuer: "http://login.example.com" }, "issuer"],
    ["no origins", { ...good, origins: [] }, "origins"],
    ["an origin with a user name", { ...good, origins: ["https://me@api.example.com"] }, "origins"],
    ["no client id", { ...good, clientId: "" }, "clientId"],
    ["an empty secret", { ...good, clientSecret: new Secret("") }, "clientSecret"],
    ["neither secret nor refresh token", { ...good, clientSecret: undefined }, "clientSecret"],
    [
      "client authentication without a secret",
      { ...good, clientSecret: undefined, refreshToken: "r", clientAuth: "post" },
      "clientSecret",
    ],
    ["another client authentication", { ...good, clientAuth: "mtls" }, "clientAuth"],
    ["another kind of discovery", { ...good, discovery: "dns" }, "discovery"],
    ["a parameter of the scheme's own", { ...good, parameters: { grant_type: "password" } }, "grant_type"],
    ["a listener that is none", { ...good, onRefreshToken: "x" }, "onRefreshToken"],
    ["a token endpoint with a fragment", { ...good, tokenEndpoint: `${issuer}/token?p=1#x` }, "tokenEndpoint"],
    ["a token endpoint with a user name", { ...good, tokenEndpoint: "https://me@login.example.com" }, "tokenEndpoint"],
    ["a name that no option has", { ...good, client_id: "id" }, '"client_id"'],
  ];
  it.each(cases)("refuse %s, by name and without the secret", (_title, options, name) => {
    const attempt = (): unknown => oauth2Auth(options as OAuth2AuthOptions);
    expect(attempt).toThrow(name);
    const code = expect.stringMatching(/^OPTION_(INVALID|UNKNOWN)$/);
    expect(attempt).toThrow(expect.objectContaining({ name: "InputError", code }));
    expect(attempt).not.toThrow("canary");
  });

  it("name where credentials and logins may go", () => {
    const { origins, loginOrigins } = oauth2Auth({ ...good, origins: [`${api}/v1`, `${api}/v2`], tokenOrigins: [api] });
    expect(origins).toEqual([api]);
    expect(loginOrigins).toEqual([issuer, api]);
  });

  it("make other identities where a login would differ", async () => {
    const changes = [{}, { scope: "a" }, { clientAuth: "post" }, { clientId: "other" }, { refreshToken: "r" }] as const;
    const named = changes.map(async (change) => {
      const { principal, secret, extra } = await oauth2Auth({ ...good, ...change }).identity();
      return JSON.stringify([principal, secret?.fingerprint(), extra]);
    });
    expect(new Set(await Promise.all(named)).size).toBe(changes.length);
  });

  it("join secrets so that no two pairs are the same identity", async () => {
    const pairs = [
      ["a\nb", "c"],
      ["a", "b\nc"],
      ["a", "b,c"],
      ["a,b", "c"],
      ['a","b', "c"],
      ["a", 'b","c'],
      ["ab", "c"],
      ["a", "bc"],
    ] as const;
    const named = pairs.map(async ([clientSecret, refreshToken]) => {
      const { secret } = await oauth2Auth({ ...good, clientSecret, refreshToken }).identity();
      return secret?.fingerprint();
    });
    expect(new Set(await Promise.all(named)).size).toBe(pairs.length);
  });

  it("leave a secret that is not sent out of the identity", async () => {
    const identities = ["one", "two"].map((clientSecret) =>
      oauth2Auth({ ...good, clientSecret, refreshToken: "r", clientAuth: "none" }).identity(),
    );
    const [one, two] = await Promise.all(identities);
    expect(one?.secret).toBeDefined();
    expect(one?.secret?.fingerprint()).toBe(two?.secret?.fingerprint());
  });
});
