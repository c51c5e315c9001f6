import { describe, expect, it } from "vitest";
import { loopback } from "../../../support/servers/loopback.js";
import { testClient } from "../../../support/test-client.js";

describe("SBOMs of a name", () => {
  it("are found in a location, the newest last, to see whether an upload without a response succeeded", async () => {
    const named = (manifest_name: string, day: number) => ({
      manifest_name,
      manifest_token: `m${day}`,
      upload_date: `2026-01-0${day}`,
    });
    await using server = await loopback(() => ({ body: [named("b", 3), named("a", 1), named("b", 2), named("B", 4)] }));
    await using vigiles = testClient(server.url);
    const found = await vigiles.manifests.findByName("b", { folderToken: "F-1" });
    expect(found.map(({ manifest_token: token }) => token)).toStrictEqual(["m2", "m3"]);
    expect(server.requests[0]?.params).toContainEqual(["folder_token", "F-1"]);
    expect(await vigiles.manifests.findByName("c")).toStrictEqual([]);
    await expect(vigiles.manifests.findByName(" ")).rejects.toMatchObject({ code: "VALUE_INVALID" });
  });
});
