import { describe, expect, test } from "vitest";
import { call, list } from "../support/client.js";
import { serveVigiles } from "../support/service.js";

describe("groups", () => {
  test("are created as groups or subgroups, and listed with their type", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const made = await call(account, "POST", "/groups", { group_name: "n", description: "d", group_token: "G-9" });
    expect(made.json).toEqual({ name: "n", description: "d", token: expect.any(String) });
    const { token } = made.json as { token: string };
    expect(await list(account, "/groups")).toContainEqual({
      name: "n",
      description: "d",
      token,
      group_type: "Subgroup",
      organization_token: expect.any(String),
    });
    expect((await call(account, "GET", "/groups/G-9", { subgroups: true })).json).toMatchObject({
      token: "G-9",
      group_type: "Group",
      subgroups: [{ name: "n", token }],
    });
    expect((await call(account, "GET", "/groups/G-9", { subgroups: false })).json).not.toHaveProperty("subgroups");
  });

  test("include other users' Private Workspaces on request, under their owners' addresses", async () => {
    await using service = await serveVigiles();
    const { account, other } = service;
    const names = async (include_private_workspaces: boolean) =>
      (await list(account, "/groups", { include_private_workspaces })).map(({ name }) => name);
    expect(await names(false)).not.toContain(other.email);
    expect(await names(true)).toEqual(expect.arrayContaining([other.email, "Private Workspace"]));
  });

  test("are listed separately while they are archived", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    await call(account, "PATCH", "/groups/archive", { tokens: ["z", "y"] });
    expect(await list(account, "/groups/archived")).toMatchObject([{ token: "y" }, { token: "z" }]);
    expect((await list(account, "/groups")).map(({ token }) => token)).not.toContain("y");
    await call(account, "PATCH", "/groups/unarchive", { tokens: ["z", "y"] });
    expect(await list(account, "/groups/archived")).toEqual([]);
  });

  test("are deleted with their content", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    expect((await call(account, "DELETE", "/groups/G-8")).json).toEqual({
      message: expect.any(String),
      status_code: 200,
    });
    for (const path of ["/groups/G-8", "/groups/G-8-1", "/manifests/M-9"]) {
      expect((await call(account, "GET", path)).status).toBe(404);
    }
    expect((await call(account, "GET", "/folders", { folder_token: "F-9" })).status).toBe(404);
    expect((await call(account, "GET", "/reports/R-9", { format: "csv" })).status).toBe(404);
  });
});
