import { Secret } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { oauth2Auth, type OAuth2AuthOptions, type OAuth2CallOptions } from "../src/index.js";
import { keys, lockedKey, publicKey } from "./support/keys.js";

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
    ["another client authentication", { ...good, clientAuth: "saml" }, "clientAuth"],
    ["a client secret beside nothing that uses one", { ...good, clientAuth: "none" }, "clientSecret"],
    ["a private key that none asks for", { ...good, clientAuth: "basic", privateKey: keys.rsa }, "privateKey"],
    ["no private key", { ...good, clientAuth: "private_key_jwt" }, "privateKey"],
    ["a private key that is none", { ...good, privateKey: "canary-key" }, "privateKey"],
    ["a public key as private key", { ...good, privateKey: publicKey }, "privateKey"],
    ["a private key with a passphrase", { ...good, privateKey: lockedKey }, "privateKey"],
    ["a short RSA key", { ...good, privateKey: keys.shortRsa }, "privateKey"],
    ["a private key of an unknown curve", { ...good, privateKey: keys.otherCurve }, "privateKey"],
    ["another algorithm", { ...good, privateKey: keys.rsa, signingAlgorithm: "HS256" }, "signingAlgorithm"],
    ["an algorithm of another key", { ...good, privateKey: keys.rsa, signingAlgorithm: "ES256" }, "signingAlgorithm"],
    ["an algorithm without a key", { ...good, signingAlgorithm: "RS256" }, "signingAlgorithm"],
    ["an empty key id", { ...good, privateKey: keys.rsa, keyId: "" }, "keyId"],
    ["an audience that is no text", { ...good, privateKey: keys.rsa, assertionAudience: 7 }, "assertionAudience"],
    ["an empty scope", { ...good, scope: "" }, "scope"],
    ["a scope with two spaces", { ...good, scope: "a  b" }, "scope"],
    ["a list without scopes", { ...good, scope: [] }, "scope"],
    ["a list with an empty scope", { ...good, scope: ["a", ""] }, "scope"],
    ["a scope that is no text", { ...good, scope: 7 }, "scope"],
    [
      "a revocation endpoint on plain http",
      { ...good, revocationEndpoint: "http://a.example/r" },
      "revocationEndpoint",
    ],
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
    const endpoints = { tokenEndpoint: "https://a.example/t", revocationEndpoint: "https://b.example/r" };
    expect(oauth2Auth({ ...good, ...endpoints }).loginOrigins).toEqual([
      issuer,
      "https://a.example",
      "https://b.example",
    ]);
  });

  it("make other identities where a login would differ", async () => {
    const changes = [
      {},
      { scope: "a" },
      { clientAuth: "post" },
      { clientAuth: "jwt" },
      { clientId: "other" },
      { refreshToken: "r" },
      { privateKey: keys.rsa },
      { privateKey: keys.p256 },
      { clientAuth: "mtls", clientSecret: undefined },
    ] as const;
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

  it("and the scope of a call make the identity", async () => {
    const { identity } = oauth2Auth({ ...good, scope: "a b" });
    const scopes = [undefined, "a", "a b", "a c"].map((scope) => (scope === undefined ? undefined : { scope }));
    const named = await Promise.all(scopes.map(async (options) => JSON.stringify((await identity(options)).extra)));
    expect(new Set(named).size).toBe(3);
    expect(named[0]).toBe(named[2]);
    expect((await identity({ scope: ["a", "b"] })).extra).toEqual((await identity()).extra);
  });

  it.each([
    [{ scope: "" }, "OPTION_INVALID", "authOptions.scope"],
    [{ scope: 'a"b' }, "OPTION_INVALID", "authOptions.scope"],
    [{ scopes: "a" }, "OPTION_UNKNOWN", '"scope"'],
    ["a", "OPTION_INVALID", "The auth options must be an object, such as { scope }"],
  ])("of a call are checked: %j", (options, code, words) => {
    const attempt = (): unknown => oauth2Auth(good).identity(options as OAuth2CallOptions);
    expect(attempt).toThrow(expect.objectContaining({ code, message: expect.stringContaining(words) }));
  });

  it("leave the secret out where the client has a certificate", async () => {
    const { secret } = await oauth2Auth({ ...good, clientAuth: "mtls", clientSecret: undefined }).identity();
    expect(secret).toBeUndefined();
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
