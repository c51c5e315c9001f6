import { describe, expect, test } from "vitest";
import { call, list } from "../support/client.js";
import { serveVigiles } from "../support/service.js";

describe("folders", () => {
  test("are created in a group or a folder, and listed there", async () => {
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
    expect(await list(account, "/folders", { folder_token })).toMatchObject([
      { folder_name: "inner", group_token: "G-5" },
    ]);
    expect((await list(account, "/folders", { product_token: "G-5" })).map((one) => one["folder_name"])).toEqual([
      "Folder F-5",
      "n",
      "inner",
    ]);
    expect((await list(account, "/folders", { group_token: "G-5" }))[1]).toMatchObject({
      folder_token,
      folder_name: "n",
      folder_description: "d",
      creation_date: "2026-01-02T03:04:05Z",
    });
  });

  test("are listed separately while they are archived", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const tokens = async (archived_only: boolean) =>
      (await list(account, "/folders", { group_token: "G-0", ...(archived_only && { archived_only }) })).map(
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

  test("need a name, and a group that can have folders", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const groups = await list(account, "/groups");
    const group_token = String(groups.find(({ name }) => name === "Private Workspace")?.["token"]);
    expect((await call(account, "POST", "/folders", { group_token: "G-0" })).status).toBe(400);
    expect((await call(account, "POST", "/folders", { folder_name: "n", group_token })).status).toBe(400);
    expect((await call(account, "PATCH", "/folders/archive", { tokens: ["none"] })).status).toBe(404);
    expect((await call(account, "PATCH", "/folders/archive", {})).status).toBe(400);
  });
});
