import { SignJWT, decodeJwt, generateKeyPair } from "jose";
import { expect, test } from "vitest";
import { createBrowser, getIdToken } from "../support/browser.js";
import { minuteMs, startMs, startService, user, type Service } from "../support/service.js";
import { logIn, textMember } from "../support/v1-login.js";

const statusOfMe = async (service: Service, value: string): Promise<number> =>
  (await service.call("GET", "/me", { headers: { authorization: `Bearer ${value}` } })).status;

const getAssertion = async (service: Service, idToken: string, scope: string) =>
  service.call("POST", `/auth/token?scope=${scope}`, {
    headers: { authorization: `Bearer ${idToken}`, "content-type": "application/json" },
    body: "null",
  });

test("gives access to /me and all other paths", async () => {
  const service = await startService();
  const headers = { authorization: `Bearer ${await getIdToken(createBrowser(service))}` };
  expect(await service.call("GET", "/me", { headers })).toMatchObject({
    status: 200,
    json: { user: { username: user.username } },
  });
  const withAccount = { ...headers, "x-account-context": String(user.accounts[0]) };
  expect((await service.call("GET", "/vms", { headers: withAccount })).status).toBe(200);
});

test.each([
  [{}, 60],
  [{ v2: { idTokenLifetimeMs: 5 * minuteMs } }, 5],
])("with %j lasts %d minutes", async (options, minutes) => {
  const service = await startService(options);
  const token = await getIdToken(createBrowser(service));
  service.clock.advance(minutes * minuteMs - 1000);
  expect(await statusOfMe(service, token)).toBe(200);
  service.clock.advance(1000);
  expect(await statusOfMe(service, token)).toBe(401);
});

test("rejects changed, foreign and unsigned tokens", async () => {
  const service = await startService();
  const token = await getIdToken(createBrowser(service));
  const [header, payload, signature] = token.split(".");
  const { privateKey } = await generateKeyPair("RS256");
  const claims = new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: "RS256" });
  const none = Buffer.from('{"alg":"none"}').toString("base64url");
  const changed = Buffer.from(JSON.stringify({ ...decodeJwt(token), upn: "other@example.com" })).toString("base64url");
  for (const bad of [
    await claims.sign(privateKey),
    `${none}.${payload}.`,
    `${header}.${changed}.${signature}`,
    `${header}.${payload}`,
    `${token},`,
    `${token},garbage`,
    `${token},${token},${token}`,
  ]) {
    expect(await statusOfMe(service, bad)).toBe(401);
  }
});

test("rejects tokens of another run", async () => {
  const token = await getIdToken(createBrowser(await startService()));
  expect(await statusOfMe(await startService(), token)).toBe(401);
});

test("is accepted together with the scoped access token made from it", async () => {
  const service = await startService();
  const idToken = await getIdToken(createBrowser(service));
  const response = await getAssertion(service, idToken, "openid+email+profile+*:logs");
  expect(response).toMatchObject({
    status: 200,
    json: { scope: "openid email profile *:logs", token_type: "jwt-bearer" },
  });
  const assertion = textMember(response, "assertion");
  expect(decodeJwt(assertion)).toMatchObject({ scp: "openid email profile *:logs", iat: startMs / 1000 });
  expect(await statusOfMe(service, `${idToken},${assertion}`)).toBe(200);
});

test("is invalid after all tokens are revoked", async () => {
  const service = await startService();
  const tokens = [`Bearer ${await getIdToken(createBrowser(service))}`, await logIn(service)];
  service.state.revokeTokens();
  for (const authorization of tokens) {
    expect((await service.call("GET", "/me", { headers: { authorization } })).status).toBe(401);
  }
  expect((await service.call("GET", "/me", { headers: { authorization: await logIn(service) } })).status).toBe(200);
});

test("reduces the scope without an error", async () => {
  const service = await startService();
  const response = await getAssertion(service, await getIdToken(createBrowser(service)), "openid+admin+write:*");
  expect(response.json).toMatchObject({ scope: "openid" });
});

test("rejects a scoped token without an id_token, and with the id_token of another user", async () => {
  const other = { username: "other@example.com", password: "Another-Password-2!" };
  const service = await startService({ users: [user, other] });
  expect((await service.call("POST", "/auth/token?scope=openid", { body: "null" })).status).toBe(401);
  const idToken = await getIdToken(createBrowser(service));
  const authorization = await logIn(service, other);
  const theirs = await service.call("POST", "/auth/token?scope=openid", { headers: { authorization }, body: "null" });
  expect(await statusOfMe(service, `${idToken},${textMember(theirs, "assertion")}`)).toBe(401);
});
