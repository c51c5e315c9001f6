import { describe, expect, test } from "vitest";
import { call } from "../support/client.js";
import type { Account, Values } from "../support/client.js";
import { serveVigiles } from "../support/service.js";

type Entry = Readonly<Record<string, unknown>>;

async function get(account: Account, path: string, values: Values = {}): Promise<readonly Entry[]> {
  return (await call(account, "GET", path, values)).json as Entry[];
}

describe("folders", () => {
  test("are made in a group or in a folder, and listed there", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const made = await call(account, "POST", "/folders", { folder_name: "n", description: "d", group_token: "G-5" });
    expect(made.json).toEqual({
      folder_name: "n",
      group_token: "G-5",
      folder_token: expect.any(String),
      description: "d",
      creation_date: "2026-01-02T03:04:05Z",
    });
    const { folder_token } = made.json as { folder_token: string };
    await call(account, "POST", "/folders", { folder_name: "inner", folder_token });
    expect(await get(account, "/folders", { folder_token })).toMatchObject([
      { folder_name: "inner", group_token: "G-5" },
    ]);
    expect((await get(account, "/folders", { product_token: "G-5" })).map((one) => one["folder_name"])).toEqual([
      "Folder F-5",
      "n",
      "inner",
    ]);
    expect((await get(account, "/folders", { group_token: "G-5" }))[1]).toMatchObject({
      folder_token,
      folder_name: "n",
      folder_description: "d",
      creation_date: "2026-01-02T03:04:05Z",
    });
  });

  test("are listed apart while they are archived", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const tokens = async (archived_only: boolean) =>
      (await get(account, "/folders", { group_token: "G-0", ...(archived_only && { archived_only }) })).map(
        (one) => one["folder_token"],
      );
    expect((await call(account, "PATCH", "/folders/archive", { tokens: ["b", "a"] })).json).toMatchObject({
      success: true,
    });
    expect([await tokens(false), await tokens(true)]).toEqual([
      ["F-0", "z"],
      ["a", "b"],
    ]);
    await call(account, "PATCH", "/folders/unarchive", { tokens: ["a"] });
    expect(await tokens(true)).toEqual(["b"]);
  });

  test("need a name and a place that holds folders", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const groups = await get(account, "/groups");
    const group_token = String(groups.find(({ name }) => name === "Private Workspace")?.["token"]);
    expect((await call(account, "POST", "/folders", { group_token: "G-0" })).status).toBe(400);
    expect((await call(account, "POST", "/folders", { folder_name: "n", group_token })).status).toBe(400);
    expect((await call(account, "PATCH", "/folders/archive", { tokens: ["none"] })).status).toBe(404);
    expect((await call(account, "PATCH", "/folders/archive", {})).status).toBe(400);
  });
});

describe("groups", () => {
  test("are made at the top or below another, and listed with their kind", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const made = await call(account, "POST", "/groups", { group_name: "n", description: "d", group_token: "G-9" });
    expect(made.json).toEqual({ name: "n", description: "d", token: expect.any(String) });
    const { token } = made.json as { token: string };
    expect(await get(account, "/groups")).toContainEqual({
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

  test("include others' Private Workspaces on request, by their owners' addresses", async () => {
    await using service = await serveVigiles();
    const { account, other } = service;
    const names = async (include_private_workspaces: boolean) =>
      (await get(account, "/groups", { include_private_workspaces })).map(({ name }) => name);
    expect(await names(false)).not.toContain(other.email);
    expect(await names(true)).toEqual(expect.arrayContaining([other.email, "Private Workspace"]));
  });

  test("are listed apart while they are archived", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    await call(account, "PATCH", "/groups/archive", { tokens: ["z", "y"] });
    expect(await get(account, "/groups/archived")).toMatchObject([{ token: "y" }, { token: "z" }]);
    expect((await get(account, "/groups")).map(({ token }) => token)).not.toContain("y");
    await call(account, "PATCH", "/groups/unarchive", { tokens: ["z", "y"] });
    expect(await get(account, "/groups/archived")).toEqual([]);
  });

  test("are deleted with all that is in them", async () => {
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

describe("members", () => {
  const member = "new+one@example.com";
  const path = `/groups/G-8/members/${member}`;

  test("are added, given another role, and removed", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const find = async () => {
      const { json } = await call(account, "GET", "/groups/G-8/members");
      expect(json).toMatchObject({ name: "Group G-8", token: "G-8", group_type: "Group", description: "" });
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

  test("that aren't there can't be changed", async () => {
    await using service = await serveVigiles();
    expect((await call(service.account, "PUT", path, { new_role: "admin" })).status).toBe(404);
    expect((await call(service.account, "DELETE", path)).status).toBe(404);
  });
});

describe("settings", () => {
  test("are read, and changed one by one", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const { json } = await call(account, "GET", "/groups/G-8/settings");
    expect(json).toMatchObject({ name: "Group G-8", token: "G-8", vuln_strict_match: "off", report_dep_vulns: "on" });
    const values = { vuln_identifiers: ["PURL", "CPE"], vuln_strict_match: "on", auto_close_jira_issues: "on" };
    expect((await call(account, "PATCH", "/groups/G-8/settings", values)).json).toMatchObject({ status_code: 200 });
    expect((await call(account, "GET", "/groups/G-8/settings")).json).toEqual({ ...(json as Entry), ...values });
  });

  test.each<[Values]>([[{ vuln_strict_match: "maybe" }], [{ vuln_identifiers: ["SWID"] }]])(
    "refuse %j",
    async (values) => {
      await using service = await serveVigiles();
      expect((await call(service.account, "PATCH", "/groups/G-8/settings", values)).status).toBe(400);
    },
  );
});

describe("products", () => {
  test("are the groups at the top", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const made = await call(account, "POST", "/products", { name: "my product", desc: "a b" });
    expect(made.json).toEqual({ name: "my product", description: "a b", token: expect.any(String) });
    const products = await get(account, "/products");
    expect(products).toContainEqual(made.json);
    expect(products.map(({ token }) => token)).not.toContain("G-8-1");
    const { token } = made.json as { token: string };
    expect((await call(account, "GET", `/products/${token}`)).json).toEqual({
      ...(made.json as Entry),
      is_default: false,
      created: "2026-01-02T03:04:05Z",
    });
  });

  test("that are default are the Private Workspaces", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const products = await get(account, "/products");
    const token = String(products.find(({ name }) => name === "Private Workspace")?.["token"]);
    expect((await call(account, "GET", `/products/${token}`)).json).toMatchObject({ is_default: true });
  });
});
