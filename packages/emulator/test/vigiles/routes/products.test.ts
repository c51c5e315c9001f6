import { describe, expect, test } from "vitest";
import { call, list } from "../support/client.js";
import type { Entry } from "../support/client.js";
import { serveVigiles } from "../support/service.js";

describe("products", () => {
  test("are the top-level groups", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const made = await call(account, "POST", "/products", { name: "my product", desc: "a b" });
    expect(made.json).toEqual({ name: "my product", description: "a b", token: expect.any(String) });
    const products = await list(account, "/products");
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
    const products = await list(account, "/products");
    const token = String(products.find(({ name }) => name === "Private Workspace")?.["token"]);
    expect((await call(account, "GET", `/products/${token}`)).json).toMatchObject({ is_default: true });
  });
});
