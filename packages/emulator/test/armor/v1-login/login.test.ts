import { expect, test } from "vitest";
import { startService, user, minuteMs, type Service } from "../support/service.js";
import { authorize, getCode, logIn, redeem } from "../support/v1-login.js";

const jsonType = { "content-type": "application/json" };
const formType = { "content-type": "application/x-www-form-urlencoded" };
const { username, password } = user;

test.each([
  ["userName and password, as the Python client", jsonType, { userName: username, password }],
  [
    "Username and Password, indented, as PowerShell",
    jsonType,
    JSON.stringify({ Username: username, Password: password }, null, 4),
  ],
  [
    "username with tabs and line ends, as Go",
    jsonType,
    `{\n\t"username": "${username}",\n\t"password": "${password}"\n}`,
  ],
  ["unknown members beside", jsonType, { username, password, remember: true }],
  ["a form", formType, new URLSearchParams({ username, password }).toString()],
  ["a form with other capitals", formType, new URLSearchParams({ USERNAME: username, passWord: password }).toString()],
  ["the name in other capitals", jsonType, { username: username.toUpperCase(), password }],
])("accepts credentials as %s", async (_title, headers, body) => {
  const service = await startService();
  const response = await service.call("POST", "/auth/authorize", { headers, body });
  expect(response).toMatchObject({ status: 200, reason: "OK" });
  expect(response.json).toEqual({ redirect_uri: null, code: expect.any(String), success: true });
});

test("accepts a form for the code as well", async () => {
  const service = await startService();
  const body = new URLSearchParams({ code: await getCode(service), grant_type: "authorization_code" }).toString();
  expect((await service.call("POST", "/auth/token", { headers: formType, body })).status).toBe(200);
});

test("writes codes of 44 to 240 base64 characters with plus, slash and padding", async () => {
  const code = await getCode(await startService());
  expect(code).toMatch(/^[A-Za-z0-9+/]{40,238}={1,2}$/);
  expect(code).toContain("+");
  expect(code).toContain("/");
});

test("exchanges a code for a token of 32 lower-case hexadecimal characters", async () => {
  const service = await startService();
  const response = await redeem(service, await getCode(service));
  expect(response).toMatchObject({ status: 200, reason: "OK" });
  expect(response.json).toEqual({
    access_token: expect.stringMatching(/^[0-9a-f]{32}$/),
    id_token: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
    expires_in: 15,
    token_type: "Bearer",
  });
});

test("redeems a code once", async () => {
  const service = await startService();
  const code = await getCode(service);
  expect((await redeem(service, code)).status).toBe(200);
  expect((await redeem(service, code)).status).toBe(400);
});

test.each([
  [2 * minuteMs - 1, 200],
  [2 * minuteMs, 400],
])("responds to a code after %d ms with %d", async (ms, status) => {
  const service = await startService();
  const code = await getCode(service);
  service.clock.advance(ms);
  expect((await redeem(service, code)).status).toBe(status);
});

test.each([
  [{}, 15, 15],
  [{ v1: { expiresIn: 1800 } }, 1800, 30],
  [{ v1: { expiresIn: 900 } }, 900, 15],
  [{ profile: "2026" }, 900, 15],
  [{ profile: "2018" }, 15, 15],
] as const)("with %j says expires_in %d and keeps the token %d minutes", async (options, expiresIn, minutes) => {
  const service = await startService(options);
  const { json } = await redeem(service, await getCode(service));
  const { access_token: token, expires_in: said } = json as { access_token: string; expires_in: number };
  expect(said).toBe(expiresIn);
  service.clock.advance(minutes * minuteMs - 1);
  expect(await statusOfMe(service, `FH-AUTH ${token}`)).toBe(200);
  service.clock.advance(1);
  expect(await statusOfMe(service, `FH-AUTH ${token}`)).toBe(401);
});

test("states the lifetime of the code in profile 2026", async () => {
  const service = await startService({ profile: "2026" });
  expect((await authorize(service)).json).toMatchObject({ expiresIn: 120, success: true });
});

test("creates the same codes and tokens from the same seed, and others from another seed", async () => {
  const codes = [];
  for (const seed of ["one", "one", "two"]) codes.push(await getCode(await startService({ seed })));
  expect(codes[0]).toBe(codes[1]);
  expect(codes[0]).not.toBe(codes[2]);
});

test.each([
  [false, 200],
  [true, 401],
] as const)("with reissueEndsOldToken %s a reissue leaves the old token at %d", async (reissueEndsOldToken, status) => {
  const service = await startService({ v1: { reissueEndsOldToken } });
  const authorization = await logIn(service);
  const response = await service.call("POST", "/auth/token/reissue", { body: { token: authorization.slice(8) } });
  const { access_token: newer, id_token: idToken } = response.json as { access_token: string; id_token: null };
  expect(idToken).toBeNull();
  expect(await statusOfMe(service, `FH-AUTH ${newer}`)).toBe(200);
  expect(await statusOfMe(service, authorization)).toBe(status);
});

test("accepts the current Authorization header with a reissue", async () => {
  const service = await startService();
  const authorization = await logIn(service);
  const body = { token: authorization.slice(8) };
  expect((await service.call("POST", "/auth/token/reissue", { headers: { authorization }, body })).status).toBe(200);
});

async function statusOfMe(service: Service, authorization: string): Promise<number> {
  return (await service.call("GET", "/me", { headers: { authorization } })).status;
}
