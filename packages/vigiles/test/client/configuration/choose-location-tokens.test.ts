import { describe, expect, it } from "vitest";
import { loopback } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { lastParams, testClient } from "../../support/test-client.js";
import { workspace } from "../../support/workspace.js";

describe("the location of a call", () => {
  const explicit = { groupToken: "G-9" };
  const configured = { groupToken: "G-1", folderToken: "F-1" };

  it("is the configured folder in a list, and both in an upload", async () => {
    await using server = await loopback(plainService);
    await using vigiles = testClient(server.url, configured);
    await vigiles.manifests.list().all();
    expect(lastParams(server.requests)).toStrictEqual({ folder_token: "F-1" });
    await vigiles.manifests.upload({ text: "x" });
    expect(lastParams(server.requests)).toMatchObject({ folder_token: "F-1", group_token: "G-1" });
  });

  it("is a group of the call instead, without the configured folder", async () => {
    await using server = await loopback(plainService);
    await using vigiles = testClient(server.url, configured);
    for (const call of [
      () => vigiles.manifests.list(explicit).all(),
      () => vigiles.folders.list(explicit).all(),
      () => vigiles.folders.create("n", explicit),
      () => vigiles.manifests.upload({ text: "x", ...explicit }),
      () => vigiles.groups.activityLog(explicit).all(),
    ]) {
      await call();
      expect(lastParams(server.requests)).toMatchObject({ group_token: "G-9" });
      expect(lastParams(server.requests)).not.toHaveProperty("folder_token");
    }
  });

  it("is what is set on the client, over its dashboard config", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const dashboardConfigPath = files.write("config", { group: "G-1", folder: "F-1" });
    await using vigiles = testClient(server.url, { dashboardConfigPath });
    vigiles.folderToken = "F-2";
    await vigiles.manifests.upload({ text: "x" });
    expect(lastParams(server.requests)).toMatchObject({ folder_token: "F-2", group_token: "G-1" });
    vigiles.folderToken = undefined;
    vigiles.groupToken = "G-2";
    await vigiles.manifests.list().all();
    expect(lastParams(server.requests)).toStrictEqual({ group_token: "G-2" });
  });

  it("is a product in the edition products; in groups the product token is an old name of the group token", async () => {
    await using server = await loopback(plainService);
    await using products = testClient(server.url, { edition: "products", productToken: "P-1" });
    await products.manifests.list().all();
    expect(lastParams(server.requests)).toStrictEqual({ product_token: "P-1" });
    await using groups = testClient(server.url, { productToken: "P-1" });
    await groups.manifests.list().all();
    expect(lastParams(server.requests)).toStrictEqual({ group_token: "P-1" });
    await using mixed = testClient(server.url, { edition: "products", groupToken: "G-1" });
    await expect(mixed.manifests.list().all()).rejects.toMatchObject({ code: "EDITION_MISMATCH" });
  });

  it("is none if the call says so", async () => {
    await using server = await loopback(plainService);
    await using vigiles = testClient(server.url, configured);
    await vigiles.groups.create("n", { topLevel: true });
    expect(lastParams(server.requests)).toStrictEqual({ group_name: "n" });
    await vigiles.groups.activityLog({ noFolder: true }).all();
    expect(lastParams(server.requests)).toStrictEqual({ group_token: "G-1" });
  });
});
