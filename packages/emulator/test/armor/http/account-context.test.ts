import { expect, test } from "vitest";
import { startService, user } from "../support/service.js";
import { logIn } from "../support/v1-login.js";

const forbidden = { status: 403, json: { error: "forbidden", error_description: expect.any(String), status: 403 } };
const [first, second] = user.accounts;

test.each([
  ["/me", undefined, 200],
  ["/me", String(first), 200],
  ["/me", "1", 403],
  ["/vms", undefined, 403],
  ["/vms", String(first), 200],
  ["/vms", String(second), 200],
  ["/vms", "1", 403],
  ["/vms", "", 403],
  ["/vms", `${first}.0`, 403],
  ["/vms", `+${first}`, 403],
  ["/vms", "abc", 403],
  ["/unknown", undefined, 403],
  ["/unknown", String(first), 404],
])("responds to %s in the context %s with %d", async (path, context, status) => {
  const service = await startService();
  const authorization = await logIn(service);
  const headers = { authorization, ...(context === undefined ? {} : { "X-Account-Context": context }) };
  const response = await service.call("GET", path, { headers });
  expect(response.status).toBe(status);
  if (status === 403) expect(response).toMatchObject(forbidden);
});

test.each(["/unknown", "/vms/65000", "/vms/abc", "/apps/65000", "/users/65000", "/apps/1/tiers/65000"])(
  "responds to %s with 404 and no body",
  async (path) => {
    const service = await startService();
    const headers = { authorization: await logIn(service), "x-account-context": String(first) };
    const response = await service.call("GET", path, { headers });
    expect(response).toMatchObject({ status: 404, text: "" });
    expect(response.headers["content-length"]).toBe("0");
  },
);

test("separates the inventories of two accounts", async () => {
  const service = await startService();
  const authorization = await logIn(service);
  const list = async (id: number) => {
    const headers = { authorization, "x-account-context": String(id) };
    return (await service.call("GET", "/vms", { headers })).json as { vmId: number; accountId: number }[];
  };
  const [ours, theirs] = [await list(first), await list(second)];
  expect(ours.every(({ accountId }) => accountId === first)).toBe(true);
  expect(new Set([...ours, ...theirs].map(({ vmId }) => vmId)).size).toBe(ours.length + theirs.length);
  const headers = { authorization, "x-account-context": String(first) };
  expect((await service.call("GET", `/vms/${theirs[0]?.vmId}`, { headers })).status).toBe(404);
});
