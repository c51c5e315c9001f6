import { describe, expect, it } from "vitest";
import { loopback } from "../../support/servers/loopback.js";
import { testClient } from "../../support/test-client.js";

describe("a list", () => {
  it("can be iterated, and sends a request each time it is used", async () => {
    const rows = [
      { manifest_name: "a", manifest_token: "m1" },
      { manifest_name: "b", manifest_token: "m2" },
    ];
    await using server = await loopback(() => ({ body: rows }));
    await using vigiles = testClient(server.url);
    const list = vigiles.manifests.list();
    expect(server.requests).toHaveLength(0);
    const names: string[] = [];
    for await (const { manifest_name: name } of list) names.push(name);
    expect(names).toStrictEqual(["a", "b"]);
    expect(await list.all()).toStrictEqual(rows);
    expect(server.requests).toHaveLength(2);
  });

  it("that the server sends as an object is an error", async () => {
    await using server = await loopback(() => ({ body: { manifests: [] } }));
    await using vigiles = testClient(server.url);
    await expect(vigiles.manifests.list().all()).rejects.toMatchObject({ code: "RESPONSE_INVALID" });
  });
});
