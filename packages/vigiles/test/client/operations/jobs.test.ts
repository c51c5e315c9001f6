import { manualClock } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import type { Job } from "../../../src/index.js";
import { jobService, succeededJob } from "../../support/servers/job-service.js";
import { loopback } from "../../support/servers/loopback.js";
import { testClient } from "../../support/test-client.js";

describe("waiting for a job", () => {
  it("requests it at once and again until it has succeeded, and reports each response", async () => {
    await using server = await loopback(jobService({ status: "pending" }, { status: "anything" }, succeededJob));
    await using vigiles = testClient(server.url);
    const seen: string[] = [];
    const job = await vigiles.jobs.wait("j1", { intervalMs: 1, onPoll: ({ status }: Job) => seen.push(status) });
    expect(job).toStrictEqual(succeededJob);
    expect(seen).toStrictEqual(["pending", "anything", "succeeded"]);
    expect(server.requests.map(({ path }) => path)).toStrictEqual(Array(3).fill("/api/v1/vigiles/jobs/j1"));
  });

  it("fails with the reason of the service", async () => {
    await using server = await loopback(jobService({ status: "failed", error: "bad\nSBOM" }));
    await using vigiles = testClient(server.url);
    await expect(vigiles.jobs.wait("j1")).rejects.toMatchObject({
      code: "JOB_FAILED",
      message: "Job j1 failed: bad SBOM",
    });
  });

  it("ends in time, after a last request, and names the job to wait for again", async () => {
    await using server = await loopback(jobService({ status: "pending" }));
    const clock = manualClock();
    await using vigiles = testClient(server.url, { clock });
    const onPoll = (): void => void setImmediate(() => clock.advance(10_000));
    const waiting = vigiles.jobs.wait("j1", { intervalMs: 60_000, timeoutMs: 10_000, onPoll });
    await expect(waiting).rejects.toMatchObject({ code: "JOB_TIMEOUT", message: expect.stringContaining("j1") });
    expect(server.requests).toHaveLength(2);
  });

  it("ends with the caller's signal", async () => {
    await using server = await loopback(jobService({ status: "pending" }));
    await using vigiles = testClient(server.url);
    const stop = new AbortController();
    const waiting = vigiles.jobs.wait("j1", {
      signal: stop.signal,
      onPoll: () => setImmediate(() => stop.abort(new Error("enough"))),
    });
    await expect(waiting).rejects.toThrow("enough");
  });

  it.each([[{ intervalMs: 0 }], [{ timeoutMs: -1 }], [{ timeoutMs: Number.NaN }]])("refuses %j", async (options) => {
    await using server = await loopback(jobService(succeededJob));
    await using vigiles = testClient(server.url);
    await expect(vigiles.jobs.wait("j1", options)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect(server.requests).toHaveLength(0);
  });
});
