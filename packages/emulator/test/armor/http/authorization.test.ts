import { expect, test } from "vitest";
import { minuteMs, startService, user } from "../support/service.js";
import { authorize, logIn } from "../support/v1-login.js";

const denied = { status: 401, json: { Message: expect.any(String) } };
const unknownToken = "FH-AUTH 0123456789abcdef0123456789abcdef";

test.each([
  ["no header", undefined],
  ["an unknown token", unknownToken],
  ["a quoted token", 'FH-AUTH "0123456789abcdef0123456789abcdef"'],
  ["no token", "FH-AUTH"],
  ["the word of a client without one", "FH-AUTH None"],
  ["another scheme", "Basic dXNlcjpwYXNz"],
  ["the name of a provider as bearer", "Bearer AzureMfaServerAuthentication"],
])("rejects /me with %s with 401", async (_title, authorization) => {
  const service = await startService();
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  expect(await service.call("GET", "/me", { headers })).toMatchObject(denied);
});

test.each([
  ["two spaces", (token: string) => `FH-AUTH  ${token}`, 401],
  ["the Bearer scheme, which the response's token_type suggests", (token: string) => `Bearer ${token}`, 401],
  ["the scheme in lower case", (token: string) => `fh-auth ${token}`, 200],
  ["the token as issued", (token: string) => `FH-AUTH ${token}`, 200],
])("with %s, a valid token gets the expected status", async (_title, write, status) => {
  const service = await startService();
  const authorization = write((await logIn(service)).slice("FH-AUTH ".length));
  expect((await service.call("GET", "/me", { headers: { authorization } })).status).toBe(status);
});

const loginPaths = [
  ["/auth/authorize", { username: user.username, password: user.password }, 200],
  ["/auth/token", { code: "eA==", grant_type: "authorization_code" }, 400],
  ["/auth/token/reissue", { token: "x" }, 401],
] as const;

test.each(loginPaths)("rejects %s with a stale Authorization header first", async (path, body) => {
  const service = await startService();
  const stale = await logIn(service);
  service.clock.advance(15 * minuteMs);
  for (const authorization of [stale, unknownToken]) {
    expect(await service.call("POST", path, { headers: { authorization }, body })).toMatchObject(denied);
  }
});

test.each(loginPaths)(
  "checks only protected paths if configured, and lets %s handle the request",
  async (path, body, status) => {
    const service = await startService({ v1: { authorizationCheck: "protected" } });
    const headers = { authorization: unknownToken };
    const response = await service.call("POST", path, { headers, body });
    expect(response.status).toBe(status);
    expect(response.json).not.toHaveProperty("Message");
    expect(await service.call("GET", "/me", { headers })).toMatchObject(denied);
  },
);

test("does not count a rejected stale header as a failed login", async () => {
  const service = await startService();
  const body = { username: user.username, password: "Wrong-Password-1!" };
  await service.call("POST", "/auth/authorize", { headers: { authorization: unknownToken }, body });
  expect((await authorize(service, { ...user, password: "x" })).json).toMatchObject({ badLogonCount: 1 });
});

test("responds on the newer hosts as their gateway does without a token", async () => {
  const service = await startService();
  const host = "compliance.api.secure-prod.services";
  const missing = { status: 403, json: { message: "Missing Authentication Token" } };
  expect(await service.call("GET", "/vms", { headers: { host } })).toMatchObject(missing);
  const headers = { host, authorization: await logIn(service), "x-account-context": "4711" };
  expect((await service.call("GET", "/vms", { headers })).status).toBe(200);
});

test("closes the connection on unknown well-known paths", async () => {
  const service = await startService();
  await expect(service.call("GET", "/.well-known/openid-configuration")).rejects.toThrow(/socket hang up|ECONNRESET/);
  expect((await authorize(service)).status).toBe(200);
});
