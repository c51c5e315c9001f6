import { describe, expect, it } from "vitest";
import { jobService, succeededJob } from "../../../support/servers/job-service.js";
import { loopback } from "../../../support/servers/loopback.js";
import { testClient } from "../../../support/test-client.js";

describe("an upload in the background", () => {
  const background = { text: "{}", background: true, intervalMs: 1 } as const;

  it("returns what one in the foreground returns: the newest report, with the same filter and fields", async () => {
    await using server = await loopback(jobService({ status: "pending" }, succeededJob));
    await using vigiles = testClient(server.url);
    const result = await vigiles.manifests.upload({ ...background, filterResults: true, extraFields: ["impact"] });
    expect(result).toStrictEqual({ manifest_token: "m", cves: {} });
    expect(new Map(server.requests[0]?.params).get("async")).toBe("True");
    const last = server.requests.at(-1);
    expect(last?.path).toBe("/api/v1/vigiles/manifests/m/reports/latest");
    expect(last?.params).toStrictEqual(
      expect.arrayContaining([
        ["filtered", "True"],
        ["with_field", "impact"],
      ]),
    );
  });

  it("returns the tokens alone with uploadOnly", async () => {
    await using server = await loopback(jobService(succeededJob));
    await using vigiles = testClient(server.url);
    expect(await vigiles.manifests.upload({ ...background, uploadOnly: true })).toStrictEqual({
      manifest_token: "m",
      group_token: "g",
    });
    expect(server.requests).toHaveLength(2);
  });

  it("returns the job with returnJob", async () => {
    await using server = await loopback(jobService(succeededJob));
    await using vigiles = testClient(server.url);
    expect(await vigiles.manifests.rescan("m", { background: true, returnJob: true })).toStrictEqual({ job_id: "j1" });
    expect(server.requests).toHaveLength(1);
  });

  it("returns the result of a service without jobs", async () => {
    await using server = await loopback(() => ({ body: { manifest_token: "m", cves: {} } }));
    await using vigiles = testClient(server.url);
    expect(await vigiles.manifests.upload(background)).toStrictEqual({ manifest_token: "m", cves: {} });
    expect(server.requests).toHaveLength(1);
  });

  it("sends async only with background", async () => {
    await using server = await loopback(() => ({ body: { manifest_token: "m" } }));
    await using vigiles = testClient(server.url);
    await vigiles.manifests.upload({ text: "{}" });
    await vigiles.manifests.rescan("m");
    for (const { params } of server.requests) expect(new Map(params).has("async")).toBe(false);
  });

  it("refuses an export, and a job without a manifest is an error", async () => {
    await using server = await loopback(jobService({ status: "succeeded" }));
    await using vigiles = testClient(server.url);
    const exporting = vigiles.manifests.upload({ ...background, exportFormat: "csv" });
    await expect(exporting).rejects.toMatchObject({ code: "VALUE_INVALID" });
    expect(server.requests).toHaveLength(0);
    await expect(vigiles.manifests.upload(background)).rejects.toMatchObject({ code: "RESPONSE_INVALID" });
  });
});
