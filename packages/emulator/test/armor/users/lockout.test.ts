import { expect, test } from "vitest";
import { minuteMs, startService, user, type Service } from "../support/service.js";
import { authorize, logIn } from "../support/v1-login.js";

const wrong = { ...user, password: "Wrong-Password-1!" };

async function fail(service: Service, times: number): Promise<number[]> {
  const counts = [];
  for (let time = 0; time < times; time += 1) {
    const { json } = await authorize(service, wrong);
    counts.push((json as { badLogonCount: number }).badLogonCount);
  }
  return counts;
}

test("counts failures, and locks the account at the sixth", async () => {
  expect(await fail(await startService(), 7)).toEqual([1, 2, 3, 4, 5, 6, 6]);
});

test("rejects the right password for an hour after six failures, with the same error", async () => {
  const service = await startService();
  await fail(service, 6);
  const refused = await authorize(service, wrong);
  expect(await authorize(service)).toMatchObject({ status: 403, reason: refused.reason, text: refused.text });
  service.clock.advance(60 * minuteMs - 1);
  expect((await authorize(service)).status).toBe(403);
  service.clock.advance(1);
  expect((await authorize(service)).status).toBe(200);
});

test("is not extended by failures while it lasts, and counts from zero afterwards", async () => {
  const service = await startService();
  await fail(service, 6);
  service.clock.advance(59 * minuteMs);
  await fail(service, 6);
  service.clock.advance(minuteMs);
  expect(await fail(service, 1)).toEqual([1]);
});

test("resets the count at a successful login", async () => {
  const service = await startService();
  await fail(service, 5);
  expect((await authorize(service)).status).toBe(200);
  expect(await fail(service, 1)).toEqual([1]);
});

test("counts each user separately, in any case of the name", async () => {
  const other = { username: "other@example.com", password: "Another-Password-2!" };
  const service = await startService({ users: [user, other] });
  await fail(service, 3);
  for (let time = 0; time < 3; time += 1) await authorize(service, { ...wrong, username: "USER@example.com" });
  expect((await authorize(service)).status).toBe(403);
  expect((await authorize(service, other)).status).toBe(200);
});

test("is shown and removed by the administrators' paths", async () => {
  const admin = { username: "admin@example.com", password: "Another-Password-2!" };
  const service = await startService({ users: [user, admin] });
  const headers = { authorization: await logIn(service, admin), "x-account-context": "4711" };
  const isLocked = async () => (await service.call("GET", `/users/LockedOut/4711/${user.username}`, { headers })).json;
  await fail(service, 6);
  expect(await isLocked()).toBe(true);
  expect((await service.call("POST", `/users/unlock/4711/${user.username}`, { headers })).status).toBe(200);
  expect(await isLocked()).toBe(false);
  expect((await authorize(service)).status).toBe(200);
});
