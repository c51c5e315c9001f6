import { expect, test } from "vitest";
import type { ArmorOptions } from "../../../src/armor/options.js";
import { startService, user } from "../support/service.js";
import { logIn } from "../support/v1-login.js";

interface Me {
  readonly user: Record<string, unknown>;
  readonly accounts: readonly Record<string, unknown>[];
  readonly departments: readonly unknown[];
  readonly permissions: Record<string, readonly string[]>;
  readonly features: readonly Record<string, unknown>[];
}

async function getMe(options: ArmorOptions): Promise<Me> {
  const service = await startService(options);
  const authorization = await logIn(service);
  return (await service.call("GET", "/me", { headers: { authorization } })).json as Me;
}

const oldAccount = ["id", "name", "currency", "status", "parent", "products"];
const oldUser = ["type", "userName", "firstName", "lastName", "links"];
const newUser = ["type", "username", "firstName", "lastName", "links"];

test.each([
  ["2018", oldUser, oldAccount],
  ["2021", newUser, [...oldAccount, "accountType", "isSynced"]],
  ["2026", [...newUser, "passwordExpiry"], [...oldAccount, "accountType", "isSynced", "isFreeTrial"]],
] as const)("in profile %s has exactly that year's properties", async (profile, userNames, accountNames) => {
  const me = await getMe({ profile });
  expect(Object.keys(me)).toEqual(["user", "accounts", "departments", "permissions", "features"]);
  expect(Object.keys(me.user)).toEqual(userNames);
  for (const account of me.accounts) expect(Object.keys(account)).toEqual(accountNames);
});

test("has profile 2021 by default", async () => {
  expect(await getMe({})).toEqual(await getMe({ profile: "2021" }));
});

test("shows the user and the accounts in the order of the options, with a padded currency", async () => {
  const accounts = [{ id: 9, name: "Nine", status: "Cancelled", parent: 4 }, 4] as const;
  const me = await getMe({ users: [{ ...user, accounts }] });
  expect(me.user).toMatchObject({ type: "user", username: user.username, links: { userId: 1 } });
  expect(me.accounts[0]).toMatchObject({
    id: 9,
    name: "Nine",
    status: "Cancelled",
    parent: 4,
    currency: "USD       ",
    accountType: "Partner Customer",
  });
  expect(me.accounts[1]).toMatchObject({ id: 4, status: "Claimed", parent: -1, accountType: "Direct" });
  expect(Object.keys(me.permissions)).toEqual(["4", "9"]);
});

test("keeps the limits of the older client: ids up to 65535, no empty names", async () => {
  const me = await getMe({ profile: "2018" });
  for (const { id, name, currency, status } of me.accounts) {
    expect(id).toBeGreaterThanOrEqual(1);
    expect(id).toBeLessThanOrEqual(65_535);
    for (const text of [name, currency, status]) expect(text).toMatch(/\S/);
  }
});

test("omits the id of a feature in profile 2026 only", async () => {
  expect((await getMe({ profile: "2026" })).features[0]).not.toHaveProperty("featureId");
  expect((await getMe({})).features[0]).toMatchObject({ accountId: 4711, feature: "AA-CORE.INVOICING", featureId: 31 });
});

test("lists no account for a user without one", async () => {
  expect(await getMe({ users: [{ ...user, accounts: [] }] })).toMatchObject({ accounts: [], permissions: {} });
});

test("ignores a body with GET", async () => {
  const service = await startService();
  const headers = { authorization: await logIn(service), "content-type": "application/json" };
  expect((await service.call("GET", "/me", { headers, body: "{}" })).status).toBe(200);
});

test.each([0, 65_536, 1.5, Number.NaN])("rejects an account id of %s at the start", async (id) => {
  await expect(startService({ users: [{ ...user, accounts: [id] }] })).rejects.toThrow(RangeError);
});

test("rejects two users with the same name at the start", async () => {
  await expect(startService({ users: [user, { ...user, username: "USER@EXAMPLE.COM" }] })).rejects.toThrow(TypeError);
});
