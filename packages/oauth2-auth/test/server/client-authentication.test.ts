import { createPublicKey } from "node:crypto";
import { gotTransport, Secret } from "@org/http-core";
import { manualClock } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import type { SigningAlgorithm } from "../../src/index.js";
import { keys } from "../support/keys.js";
import { startMtlsServer } from "../support/mtls-server.js";
import { startOAuthServer } from "../support/oauth-server.js";
import { openSession, startMs } from "../support/open-session.js";
import { startTokenServer } from "../support/token-server.js";

const publicKeyOf = (pem: string): string => createPublicKey(pem).export({ type: "spki", format: "pem" }).toString();
const hour = 3_600_000;

describe("a client with a private key", () => {
  const byKey: [keyof typeof keys, SigningAlgorithm, SigningAlgorithm?][] = [
    ["rsa", "RS256"],
    ["rsa", "RS256", "RS256"],
    ["rsa", "PS256", "PS256"],
    ["p256", "ES256"],
    ["p384", "ES384"],
    ["p521", "ES512"],
    ["ed25519", "EdDSA"],
  ];
  it.each<[keyof typeof keys, SigningAlgorithm, SigningAlgorithm?]>(byKey)(
    "of type %s signs with %s",
    async (name, algorithm, signingAlgorithm) => {
      const publicKey = publicKeyOf(keys[name]);
      const server = await startOAuthServer({ clientAuth: "private_key_jwt", clientKey: { publicKey, algorithm } });
      const session = openSession(server, { clientSecret: undefined, privateKey: keys[name], signingAlgorithm });
      expect((await session.get("/api")).status).toBe(200);
      expect(server.grants).toEqual(["client_credentials"]);
    },
  );

  it("renews with a refresh token", async () => {
    const clientKey = { publicKey: publicKeyOf(keys.p256), algorithm: "ES256", keyId: "key-7" } as const;
    const server = await startOAuthServer({ clientAuth: "private_key_jwt", clientKey });
    const privateKey = new Secret(keys.p256);
    const refreshToken = await server.newRefreshToken();
    const session = openSession(server, { clientSecret: undefined, privateKey, keyId: "key-7", refreshToken });
    await session.get("/api");
    await session.renewCredential();
    expect(server.grants).toEqual(["refresh_token", "refresh_token"]);
  });

  it("that is not the registered one is refused once", async () => {
    const clientKey = { publicKey: publicKeyOf(keys.rsa), algorithm: "ES256" } as const;
    const server = await startOAuthServer({ clientAuth: "private_key_jwt", clientKey });
    const session = openSession(server, { clientSecret: undefined, privateKey: keys.p256 });
    const refused = { code: "AUTH_REJECTED", oauthError: "invalid_client" };
    await expect(session.get("/api")).rejects.toMatchObject(refused);
    await expect(session.get("/api")).rejects.toMatchObject({ code: "AUTH_LATCHED" });
    expect(server.grants).toHaveLength(1);
  });

  it.each([-hour, hour])("dates its assertions by the server, with a clock that is off by %d ms", async (skewMs) => {
    const clientKey = { publicKey: publicKeyOf(keys.p256), algorithm: "ES256" } as const;
    const server = await startOAuthServer({ clientAuth: "private_key_jwt", clientKey });
    const clock = manualClock(startMs + skewMs);
    const session = openSession(server, { clientSecret: undefined, privateKey: keys.p256 }, { clock });
    expect((await session.get("/api")).status).toBe(200);
  });
});

describe("an assertion", () => {
  const proofs = [
    [
      "a private key",
      { privateKey: keys.rsa, clientSecret: undefined, keyId: "key-7" },
      { alg: "RS256", kid: "key-7" },
    ],
    ["an Ed25519 key", { privateKey: keys.ed25519, clientSecret: undefined }, { alg: "EdDSA" }],
    ["a secret", { clientAuth: "jwt" }, { alg: "HS256" }],
  ] as const;
  it.each(proofs)("made with %s names client, audience and key", async (_title, proof, header) => {
    const token = { body: { access_token: "x" } };
    const server = await startTokenServer(() => token);
    const tokenEndpoint = `${server.url}/token`;
    await openSession(server, { ...proof, tokenEndpoint }).get("/api");
    await openSession(server, { ...proof, tokenEndpoint, assertionAudience: tokenEndpoint }).get("/api");
    const assertions = server.forms.map((form) => {
      expect(form.get("client_assertion_type")).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
      expect(form.has("client_secret")).toBe(false);
      return (form.get("client_assertion") ?? "").split(".").slice(0, 2).map(decode);
    });
    const claims = { iss: "ci-client", sub: "ci-client", jti: expect.any(String), exp: expect.any(Number) };
    expect(assertions).toMatchObject([
      [header, { ...claims, aud: server.url }],
      [header, { ...claims, aud: tokenEndpoint }],
    ]);
  });
});

describe("a client with a certificate", () => {
  it("is known by it, at the endpoint that the metadata has for certificates", async () => {
    const { url, tls, clients } = await startMtlsServer();
    const transport = gotTransport(tls);
    const session = openSession({ url }, { clientSecret: undefined, clientAuth: "mtls" }, { transport });
    expect((await session.get("/api")).status).toBe(200);
    expect(clients).toEqual(["/token-for-certificates client_id=ci-client CN=Client"]);
    await transport.close?.();
  });

  it("is refused without one", async () => {
    const { url, tls, clients } = await startMtlsServer();
    const transport = gotTransport({ ca: tls.ca });
    const session = openSession({ url }, { clientSecret: undefined, clientAuth: "mtls" }, { transport });
    await expect(session.get("/api")).rejects.toMatchObject({ code: "AUTH_REJECTED", oauthError: "invalid_client" });
    expect(clients).toEqual(["/token-for-certificates client_id=ci-client CN="]);
    await transport.close?.();
  });
});

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, "base64url").toString());
}
