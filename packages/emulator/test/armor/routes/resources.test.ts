import { expect, test } from "vitest";
import { startService, user, type ArmorResponse, type Service } from "../support/service.js";
import { logIn } from "../support/v1-login.js";

const [accountId] = user.accounts;

/** Logs in, and gives a function that sends calls of the default account. */
async function start(): Promise<(method: string, path: string, body?: unknown) => Promise<ArmorResponse>> {
  const service: Service = await startService();
  const headers = { authorization: await logIn(service), "x-account-context": String(accountId) };
  return (method, path, body) => service.call(method, path, { headers, body });
}

type Send = Awaited<ReturnType<typeof start>>;
const names = ({ json }: ArmorResponse): string[] => (json as { name: string }[]).map(({ name }) => name);
const order = {
  name: "batch",
  location: "DFW01",
  appId: 1,
  tierId: 1,
  storage: [],
  secret: "Some-Long-Secret-1!",
  sku: "A1-121",
  quantity: 1,
};

test.each([
  ["GET", "/accounts", undefined, 200],
  ["GET", `/accounts/${accountId}`, undefined, 200],
  ["GET", "/users", undefined, 200],
  ["GET", "/users/1", undefined, 200],
  ["GET", "/locations", undefined, 200],
  ["GET", "/apps", undefined, 200],
  ["GET", "/apps/1", undefined, 200],
  ["PUT", "/apps/1", { id: 1, name: "renamed" }, 200],
  ["DELETE", "/apps/3", {}, 202],
  ["GET", "/apps/1/tiers", undefined, 200],
  ["GET", "/apps/1/tiers/1", undefined, 200],
  ["POST", "/apps/1/tiers", { name: "extra" }, 200],
  ["PUT", "/apps/1/tiers/1", { name: "renamed" }, 200],
  ["DELETE", "/apps/3/tiers/6", {}, 200],
  ["GET", "/vms", undefined, 200],
  ["GET", "/vms/1", undefined, 200],
  ["PUT", "/vms/1", { id: 1, name: "renamed" }, 200],
  ["DELETE", "/vms/1", { accountId, vmId: 1, userEmail: user.username, isActive: true, deleteNow: true }, 202],
  ["POST", "/vms/1/power/on", {}, 200],
  ["POST", "/vms/1/power/reboot", undefined, 200],
  ["POST", "/vms/1/power/reset", "", 200],
  ["POST", "/vms/1/power/shutdown", {}, 200],
  ["POST", "/vms/1/power/off", {}, 200],
  ["POST", "/vms/1/power/forceOff", {}, 200],
  ["POST", "/orders/vms", order, 200],
])("%s %s responds as its clients need it", async (method, path, body, status) => {
  const response = await (await start())(method, path, body);
  expect(response.status).toBe(status);
  expect(response.json).toBeInstanceOf(Object);
});

test.each([
  ["POST", "/vms/1/power/explode", {}, 404],
  ["PUT", "/apps/1", { id: 65_000, name: "x" }, 404],
  ["DELETE", "/apps/1", {}, 400],
  ["DELETE", "/apps/1/tiers/1", {}, 400],
  ["PUT", "/apps/1", {}, 400],
  ["PUT", "/vms/1", { name: 7 }, 400],
  ["POST", "/apps/1/tiers", "{", 400],
  ["PUT", "/apps/1/tiers/1", { name: "" }, 400],
  ["GET", "/accounts/815", undefined, 403],
])("%s %s with %j is rejected with %d", async (method, path, body, status) => {
  expect((await (await start())(method, path, body)).status).toBe(status);
});

test.each([
  { name: "" },
  { location: "MOON01" },
  { sku: "Z9-000" },
  { secret: undefined },
  { quantity: 0 },
  { quantity: 21 },
  { storage: [{ size: "big" }] },
  { appId: 65_000 },
  { appId: 65_000, appName: "named as well", tierId: undefined, tierName: "till" },
  { tierId: 65_000 },
  { tierId: 65_000, tierName: "named as well" },
  { tierId: undefined },
])("rejects an order with %j with the error of orders", async (wrong) => {
  const send = await start();
  const before = await send("GET", "/vms");
  const response = await send("POST", "/orders/vms", { ...order, ...wrong });
  expect(response).toMatchObject({ status: 400, json: { error: true, message: expect.any(String) } });
  expect((await send("GET", "/vms")).text).toBe(before.text);
});

test("responds to an order with its number, and lists the machines", async () => {
  const send = await start();
  const storage = [{ id: 1, capacity: 20_480, name: "Disk 1", type: "SSD" }];
  const { json } = await send("POST", "/orders/vms", { ...order, quantity: 2, storage });
  expect(json).toMatchObject({
    id: 1,
    accountId,
    status: "submitted",
    vms: [{ name: "batch", quantity: 2, secret: null }],
  });
  const vms = (await send("GET", "/vms")).json as { name: string; status: number; storage: number }[];
  expect(vms.slice(-2)).toMatchObject([
    { name: "batch1", status: 100, storage: 51_200, workLoadName: "portal" },
    { name: "batch2", status: 100, storage: 51_200, workLoadName: "portal" },
  ]);
});

test("creates the workload and the tier if an order names new ones", async () => {
  const send = await start();
  const place = { appId: undefined, tierId: undefined, appName: "shop", tierName: "till" };
  await send("POST", "/orders/vms", { ...order, ...place });
  await send("POST", "/orders/vms", { ...order, ...place });
  const apps = (await send("GET", "/apps")).json as { id: number; name: string; vmCount: number }[];
  expect(apps.filter(({ name }) => name === "shop")).toMatchObject([{ vmCount: 2, tierCount: 1 }]);
});

test("stores names, power states and deletions", async () => {
  const send: Send = await start();
  await send("PUT", "/vms/1", { id: 1, name: "front" });
  await send("POST", "/vms/1/power/off");
  expect((await send("GET", "/vms/1")).json).toMatchObject({ name: "front", status: 8 });
  await send("POST", "/vms/1/power/on");
  expect((await send("GET", "/vms/1")).json).toMatchObject({ status: 4 });
  expect((await send("DELETE", "/vms/1")).json).toMatchObject({ id: 1, isDeleted: true });
  expect((await send("GET", "/vms/1")).status).toBe(404);
  await send("DELETE", "/apps/3");
  expect(names(await send("GET", "/apps"))).toEqual(["portal", "analytics"]);
});

test("renames the workload that the body names, even if the path names another one", async () => {
  const send = await start();
  await send("PUT", "/apps/1", { id: 2, name: "numbers" });
  expect(names(await send("GET", "/apps"))).toEqual(["portal", "numbers", "sandbox"]);
});

test("responds to changes of tiers with the whole workload", async () => {
  const send = await start();
  const added = (await send("POST", "/apps/3/tiers", { name: "more" })).json as {
    tiers: { id: number; name: string }[];
  };
  expect(added.tiers.map(({ name }) => name)).toEqual(["scratch", "more"]);
  const id = added.tiers[1]?.id;
  expect((await send("PUT", `/apps/3/tiers/${id}`, { name: "less" })).json).toMatchObject({
    id: 3,
    tiers: [{}, { name: "less" }],
  });
  expect((await send("DELETE", `/apps/3/tiers/${id}`)).json).toMatchObject({ id: 3, tiers: [{ name: "scratch" }] });
});

test("finds a machine by the GUID of its list row", async () => {
  const send = await start();
  const [row] = (await send("GET", "/vms")).json as { coreInstanceId: string }[];
  expect(row?.coreInstanceId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect((await send("GET", `/vms/core/${row?.coreInstanceId}`)).json).toEqual(row);
});

test("shows the address of the account in the header only", async () => {
  const send = await start();
  const { json } = await send("GET", `/accounts/${accountId}`);
  expect(json).toMatchObject({ accountId: String(accountId), country: "US", accountSignupType: "Direct" });
});

test("keeps the limits of the older client", async () => {
  const send = await start();
  for (const place of (await send("GET", "/locations")).json as { id: number; location: string }[]) {
    expect(place.id).toBeLessThanOrEqual(5);
    expect(place.location).toMatch(/^(AMS|DFW|LHR|PHX|SIN)01$/);
  }
  for (const person of (await send("GET", "/users")).json as Record<string, string>[]) {
    expect(person["status"]).toMatch(/^(enabled|disabled)$/);
    expect(person["mfaMode"]).toMatch(/^(PhoneApp|VoiceCall)$/);
    expect(person["email"]).toMatch(/^\S+@\S+\.\S+$/);
  }
  const { disks } = (await send("GET", "/vms/9")).json as { disks: { name: string }[] };
  expect(disks.map(({ name }) => name)).toEqual(["Disk 1", "Disk 2"]);
});
