import { expect, test } from "vitest";
import type { ArmorOptions } from "../../../src/armor/options.js";
import { startService, user } from "../support/service.js";
import { endlessMs, isOvertaken } from "../../support/overtaking.js";
import { authorize, getCode, logIn, redeem } from "../support/v1-login.js";

const wrong = { ...user, password: "Wrong-Password-1!" };
const accessDenied = { status: 403, reason: "Access Denied", json: { errorCode: "access_denied", badLogonCount: 1 } };
const invalidCredentials = {
  status: 401,
  json: { error: "invalid_credentials", error_description: expect.any(String), status: 401 },
};

test.each<[ArmorOptions, object]>([
  [{}, accessDenied],
  [{ profile: "2018" }, accessDenied],
  [{ profile: "2026" }, invalidCredentials],
  [{ profile: "2018", v1: { wrongPasswordStatus: 401 } }, invalidCredentials],
  [{ profile: "2026", v1: { wrongPasswordStatus: 403 } }, accessDenied],
])("with %j rejects a wrong password with the error of its year", async (options, expected) => {
  const response = await authorize(await startService(options), wrong);
  expect(response).toMatchObject(expected);
});

test("rejects an unknown name like a wrong password", async () => {
  const service = await startService();
  expect(await authorize(service, { ...user, username: "nobody@example.com" })).toMatchObject(accessDenied);
});

const malformed = {
  status: 500,
  json: {
    ErrorCode: expect.stringMatching(/^(invalid_request|unsupported_grant_type)$/),
    Message: expect.any(String),
    Detail: null,
    ReferenceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  },
};

test.each([
  ["/auth/authorize", '{"username": "unescaped "quote"", "password": "x"}'],
  ["/auth/authorize", "{}"],
  ["/auth/authorize", { username: user.username }],
  ["/auth/authorize", { username: 1, password: true }],
  ["/auth/authorize", "[]"],
  ["/auth/authorize", '"text"'],
  ["/auth/token", "{"],
  ["/auth/token", { grant_type: "authorization_code" }],
  ["/auth/token", { code: null, grant_type: "authorization_code" }],
  ["/auth/token", { code: "x", grant_type: "password" }],
  ["/auth/token/reissue", "null"],
  ["/auth/token/reissue", ""],
])("rejects %s with the malformed body %j with 500 and a JSON object", async (path, body) => {
  expect(await (await startService()).call("POST", path, { body })).toMatchObject(malformed);
});

test("refuses an unknown code with 400", async () => {
  const response = await redeem(await startService(), "bm90IGEgY29kZQ==");
  expect(response).toMatchObject({ status: 400, json: { error: "invalid_grant", status: 400 } });
});

test.each([
  ["unknown", "0".repeat(32), 0],
  ["expired", undefined, 15 * 60_000],
])("refuses to reissue an %s token with 401", async (_title, token, afterMs) => {
  const service = await startService();
  const own = (await logIn(service)).slice("FH-AUTH ".length);
  service.clock.advance(afterMs);
  const response = await service.call("POST", "/auth/token/reissue", { body: { token: token ?? own } });
  expect(response).toMatchObject({
    status: 401,
    json: { error: "invalid_token", error_description: expect.any(String), status: 401 },
  });
});

test.each([
  ["GET", "/auth/authorize"],
  ["DELETE", "/auth/token"],
  ["POST", "/auth/unknown"],
])("responds to %s %s with a JSON object as well", async (method, path) => {
  const response = await (await startService()).call(method, path);
  expect(response).toMatchObject({ status: 404, json: { Message: expect.any(String) } });
});

test("rejects logins over the limit with 429, by user name and window", async () => {
  const service = await startService({ v1: { authorizeLimit: { requests: 2, windowMs: 10_000 } } });
  const statuses = [];
  for (const afterMs of [0, 4000, 4000, 2000, 1000]) {
    service.clock.advance(afterMs);
    statuses.push((await authorize(service)).status);
  }
  expect(statuses).toEqual([200, 200, 429, 200, 429]);
  const response = await authorize(service);
  expect(response.json).toMatchObject({ error: "too_many_requests", status: 429 });
  expect(response.headers["retry-after"]).toBeUndefined();
  expect((await authorize(service, { ...user, username: "other@example.com" })).status).toBe(403);
});

test.each([
  ["approve", 200],
  ["deny", 403],
  ["time-out", 403],
] as const)("with a second factor that ends in %s responds with %d, after the delay", async (outcome, status) => {
  const service = await startService({ users: [{ ...user, mfa: { outcome, delayMs: 1 } }] });
  expect((await authorize(service)).status).toBe(status);
  const slow = await startService({ users: [{ ...user, mfa: { outcome, delayMs: endlessMs } }] });
  expect(await isOvertaken(authorize(slow), () => authorize(slow, wrong))).toBe(true);
});

test("does not ask for the second factor after a wrong password", async () => {
  const service = await startService({ users: [{ ...user, mfa: { outcome: "approve", delayMs: 3_600_000 } }] });
  expect((await authorize(service, wrong)).json).toMatchObject({ badLogonCount: 1 });
});

test("does not count a denied second factor as a wrong password", async () => {
  const service = await startService({ users: [{ ...user, mfa: { outcome: "deny" } }] });
  expect((await authorize(service)).json).toMatchObject({ badLogonCount: 0 });
});

test("names the server, and the type and length of every response", async () => {
  const service = await startService();
  const responses = [
    await authorize(service),
    await authorize(service, wrong),
    await redeem(service, await getCode(service)),
  ];
  for (const { headers, text } of responses) {
    expect(headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "content-length": String(Buffer.byteLength(text)),
      server: "Microsoft-HTTPAPI/2.0",
    });
  }
});
