import { describe, expect, it } from "vitest";
import type { Vigiles } from "../../../src/index.js";
import { loopback } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { lastParams, testClient } from "../../support/test-client.js";

describe("a call that is wrong in itself", () => {
  it.each<[string, (vigiles: Vigiles) => Promise<unknown>]>([
    ["VALUE_INVALID", (vigiles) => vigiles.manifests.info("m", { sbomFormat: "spdxx" })],
    ["VALUE_INVALID", (vigiles) => vigiles.manifests.upload({ text: "x", subscribe: "hourly" })],
    ["VALUE_INVALID", (vigiles) => vigiles.manifests.upload({ text: "x", exportPath: "x" })],
    ["VALUE_INVALID", (vigiles) => vigiles.manifests.latestReport("m", { extraFields: ["impakt"] })],
    ["VALUE_INVALID", (vigiles) => vigiles.reports.download("r", { format: "PDF" })],
    ["VALUE_INVALID", (vigiles) => vigiles.groups.settings.update({ groupToken: "g" })],
    ["VALUE_INVALID", (vigiles) => vigiles.cves.info("CVE-1", { fields: ["x"] })],
    ["VALUE_INVALID", (vigiles) => vigiles.cves.setStatus("CVE-1", { scope: "all", packageName: "p", status: "fine" })],
    [
      "VALUE_INVALID",
      (vigiles) =>
        vigiles.cves.setStatus("CVE-1", { scope: "all", packageName: "p", status: "resolved", manifestTokens: ["m"] }),
    ],
    ["VALUE_INVALID", (vigiles) => vigiles.cves.search(" ")],
    ["VALUE_INVALID", (vigiles) => vigiles.folders.create(" ")],
    [
      "VALUE_INVALID",
      (vigiles) => vigiles.manifests.setCustomScore("m", { productName: "p", cveId: "CVE-1", customScore: 11 }),
    ],
    ["TOKEN_INVALID", (vigiles) => vigiles.manifests.download("../groups")],
    ["TOKEN_INVALID", (vigiles) => vigiles.manifests.delete("")],
    ["TOKEN_INVALID", (vigiles) => vigiles.manifests.move(["m", "a/b"], { targetGroupToken: "g" })],
    ["TOKEN_INVALID", (vigiles) => vigiles.groups.members.remove("g", { memberEmail: "a/b@c" })],
    ["TOKEN_INVALID", (vigiles) => vigiles.manifests.list({ folderToken: "a b" }).all()],
    ["TOKEN_MISSING", (vigiles) => vigiles.manifests.copy(["m"], {})],
    ["TOKEN_MISSING", (vigiles) => vigiles.groups.info()],
    ["TOKEN_MISSING", (vigiles) => vigiles.folders.archive([])],
    ["EDITION_MISMATCH", (vigiles) => vigiles.products.list().all()],
    ["INPUT_INVALID", (vigiles) => vigiles.manifests.upload({ text: "" })],
    ["INPUT_INVALID", (vigiles) => vigiles.manifests.upload({ bytes: Uint8Array.of(0xff) })],
  ])("is refused with %s before anything is sent: %s", async (code, call) => {
    await using server = await loopback(plainService);
    await using vigiles = testClient(server.url);
    await expect(call(vigiles)).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(0);
  });

  it("is sent if allowUnknown is set", async () => {
    await using server = await loopback(plainService);
    await using vigiles = testClient(server.url);
    await vigiles.manifests.latestReport("m", { extraFields: ["brand_new"], allowUnknown: true });
    expect(lastParams(server.requests)).toMatchObject({ with_field: "brand_new" });
  });

  it("names the legal values and the nearest one", async () => {
    await using vigiles = testClient("http://127.0.0.1:9");
    await expect(vigiles.manifests.info("m", { sbomFormat: "SPDX" })).rejects.toThrow(
      'sbomFormat "SPDX" is not one of spdx, spdx-lite, cyclonedx; did you mean "spdx"?',
    );
  });

  it("is, in the edition products, an operation that only groups have", async () => {
    await using server = await loopback(plainService);
    await using vigiles = testClient(server.url, { edition: "products" });
    for (const call of [
      () => vigiles.about(),
      () => vigiles.groups.list().all(),
      () => vigiles.groups.members.list("g"),
      () => vigiles.folders.create("n"),
      () => vigiles.manifests.move(["m"], { targetGroupToken: "g" }),
      () => vigiles.jobs.get("j"),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "EDITION_MISMATCH" });
    }
    expect(server.requests).toHaveLength(0);
  });
});
