import { describe, expect, it } from "vitest";
import { manualClock } from "@org/http-core/testing";
import { createVigiles, type Job, type Vigiles, type VigilesOptions } from "../../../src/index.js";
import { loopback, type Answer, type Seen } from "../../support/servers/loopback.js";
import { account } from "../../support/workspace.js";

const done = { status: "succeeded", manifest_token: "m", group_token: "g" };

/** A service whose job takes some questions to end. */
function service(...jobs: readonly object[]): (request: Seen) => Answer {
  let at = 0;
  return ({ method, path }) => {
    if (path.includes("/jobs/")) return { body: jobs[Math.min(at++, jobs.length - 1)] };
    return { body: method === "POST" ? { job_id: "j1" } : { manifest_token: "m", cves: {} } };
  };
}

function client(url: string, options: VigilesOptions = {}): Vigiles {
  return createVigiles({ ...account, url, edition: "groups", ...options });
}

describe("waiting for a job", () => {
  it("asks at once and again until it has succeeded, and tells of each answer", async () => {
    await using server = await loopback(service({ status: "pending" }, { status: "anything" }, done));
    await using vigiles = client(server.url);
    const seen: string[] = [];
    const job = await vigiles.jobs.wait("j1", { intervalMs: 1, onPoll: ({ status }: Job) => seen.push(status) });
    expect(job).toStrictEqual(done);
    expect(seen).toStrictEqual(["pending", "anything", "succeeded"]);
    expect(server.requests.map(({ path }) => path)).toStrictEqual(Array(3).fill("/api/v1/vigiles/jobs/j1"));
  });

  it("fails with the service's words", async () => {
    await using server = await loopback(service({ status: "failed", error: "bad\nSBOM" }));
    await using vigiles = client(server.url);
    await expect(vigiles.jobs.wait("j1")).rejects.toMatchObject({
      code: "JOB_FAILED",
      message: "Job j1 failed: bad SBOM",
    });
  });

  it("ends in time, asks once more at the end, and names the job to go on with", async () => {
    await using server = await loopback(service({ status: "pending" }));
    const clock = manualClock();
    await using vigiles = client(server.url, { clock });
    const onPoll = (): void => void setImmediate(() => clock.advance(10_000));
    const waiting = vigiles.jobs.wait("j1", { intervalMs: 60_000, timeoutMs: 10_000, onPoll });
    await expect(waiting).rejects.toMatchObject({ code: "JOB_TIMEOUT", message: expect.stringContaining("j1") });
    expect(server.requests).toHaveLength(2);
  });

  it("ends with the caller's signal", async () => {
    await using server = await loopback(service({ status: "pending" }));
    await using vigiles = client(server.url);
    const stop = new AbortController();
    const waiting = vigiles.jobs.wait("j1", {
      signal: stop.signal,
      onPoll: () => setImmediate(() => stop.abort(new Error("enough"))),
    });
    await expect(waiting).rejects.toThrow("enough");
  });

  it.each([[{ intervalMs: 0 }], [{ timeoutMs: -1 }], [{ timeoutMs: Number.NaN }]])("refuses %j", async (options) => {
    await using server = await loopback(service(done));
    await using vigiles = client(server.url);
    await expect(vigiles.jobs.wait("j1", options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect(server.requests).toHaveLength(0);
  });
});

describe("an upload in the background", () => {
  const background = { text: "{}", background: true, intervalMs: 1 } as const;

  it("answers what one in the foreground would: the newest report, with the same filter and fields", async () => {
    await using server = await loopback(service({ status: "pending" }, done));
    await using vigiles = client(server.url);
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

  it("answers the tokens alone where no scan was wanted", async () => {
    await using server = await loopback(service(done));
    await using vigiles = client(server.url);
    expect(await vigiles.manifests.upload({ ...background, uploadOnly: true })).toStrictEqual({
      manifest_token: "m",
      group_token: "g",
    });
    expect(server.requests).toHaveLength(2);
  });

  it("answers the job where that is what was asked for", async () => {
    await using server = await loopback(service(done));
    await using vigiles = client(server.url);
    expect(await vigiles.manifests.rescan("m", { background: true, returnJob: true })).toStrictEqual({ job_id: "j1" });
    expect(server.requests).toHaveLength(1);
  });

  it("takes the result of a service that knows no jobs", async () => {
    await using server = await loopback(() => ({ body: { manifest_token: "m", cves: {} } }));
    await using vigiles = client(server.url);
    expect(await vigiles.manifests.upload(background)).toStrictEqual({ manifest_token: "m", cves: {} });
    expect(server.requests).toHaveLength(1);
  });

  it("is told nothing of async unless it was asked for", async () => {
    await using server = await loopback(() => ({ body: { manifest_token: "m" } }));
    await using vigiles = client(server.url);
    await vigiles.manifests.upload({ text: "{}" });
    await vigiles.manifests.rescan("m");
    for (const { params } of server.requests) expect(new Map(params).has("async")).toBe(false);
  });

  it("exports nothing, and a job without a manifest is an error", async () => {
    await using server = await loopback(service({ status: "succeeded" }));
    await using vigiles = client(server.url);
    const exporting = vigiles.manifests.upload({ ...background, exportFormat: "csv" });
    await expect(exporting).rejects.toMatchObject({ code: "VALUE_INVALID" });
    expect(server.requests).toHaveLength(0);
    await expect(vigiles.manifests.upload(background)).rejects.toMatchObject({ code: "RESPONSE_INVALID" });
  });
});
