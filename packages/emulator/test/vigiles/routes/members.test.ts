import { describe, expect, test } from "vitest";
import { call } from "../support/client.js";
import type { Entry } from "../support/client.js";
import { serveVigiles } from "../support/service.js";

describe("members", () => {
  const member = "new+one@example.com";
  const path = `/groups/G-8/members/${member}`;

  test("are added, given another role, and removed", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const find = async () => {
      const { json } = await call(account, "GET", "/groups/G-8/members");
      const group_members: unknown = expect.any(Array);
      expect(json).toEqual({
        group_name: "Group G-8",
        token: "G-8",
        group_type: "Group",
        description: "",
        group_members,
      });
      return (json as { group_members: Entry[] }).group_members.find(({ email }) => email === member);
    };
    const values = { member_email: member, role: "viewer", allow_access_to_subgroups: true };
    expect((await call(account, "POST", "/groups/G-8/members", values)).json).toMatchObject({ status_code: 200 });
    expect(await find()).toEqual({ email: member, role: "viewer", allow_access_to_subgroups: true });
    expect((await call(account, "PUT", path, { new_role: "admin" })).json).toMatchObject({ status_code: 200 });
    expect(await find()).toMatchObject({ role: "admin", allow_access_to_subgroups: true });
    expect((await call(account, "DELETE", path)).json).toMatchObject({ message: expect.stringContaining(member) });
    expect(await find()).toBeUndefined();
  });

  test("that do not exist cannot be changed", async () => {
    await using service = await serveVigiles();
    expect((await call(service.account, "PUT", path, { new_role: "admin" })).status).toBe(404);
    expect((await call(service.account, "DELETE", path)).status).toBe(404);
  });
});
