import { sleep } from "@org/http-core";
import { VigilesError } from "../../errors.js";
import type { Api, CallControl } from "../api/api.js";

import { checkToken } from "../validation/tokens.js";

/** A background job as the service shows it. Other states than the two final ones mean that it is under way. */
export interface Job {
  readonly status: "succeeded" | "failed" | (string & {});
  readonly error?: string;
  readonly manifest_token?: string;
  readonly group_token?: string;
  readonly folder_token?: string;
}

/** How a job is waited for. */
export interface WaitOptions extends CallControl {
  /** Between two questions, in milliseconds. Default 1000. */
  readonly intervalMs?: number | undefined;
  /** In all, in milliseconds. Default 600 000. */
  readonly timeoutMs?: number | undefined;
  /** Sees every answer. */
  readonly onPoll?: ((job: Job) => void) | undefined;
}

/** Operations on background jobs. */
export interface Jobs {
  /** @throws VigilesError `TOKEN_INVALID` */
  get(jobId: string, control?: CallControl): Promise<Job>;
  /**
   * Asks at once, and then again and again until the job has ended.
   *
   * @returns the job, which succeeded
   * @throws VigilesError `JOB_FAILED` with the service's words, `JOB_TIMEOUT`, `TOKEN_INVALID`, `VALUE_INVALID`
   */
  wait(jobId: string, options?: WaitOptions): Promise<Job>;
}

/** @param api - what the operations call */
export function jobOperations(api: Api): Jobs {
  const get = async (jobId: string, control?: CallControl): Promise<Job> => {
    await api.need("groups", "jobs");
    return api.object<Job>({ method: "GET", path: `/jobs/${checkToken("jobId", jobId)}`, control });
  };
  return { get, wait: (jobId, options = {}) => wait(api, get, jobId, options) };
}

async function wait(api: Api, get: Jobs["get"], jobId: string, options: WaitOptions): Promise<Job> {
  const { intervalMs = 1000, timeoutMs = 600_000, onPoll, signal } = options;
  checkPositive("intervalMs", intervalMs);
  checkPositive("timeoutMs", timeoutMs);
  const deadlineMs = api.clock.monotonicMs() + timeoutMs;
  for (;;) {
    const job = await get(jobId, { signal });
    if (api.isDryRun()) return job;
    onPoll?.(job);
    if (job.status === "succeeded") return job;
    if (job.status === "failed") throw new VigilesError("JOB_FAILED", failure(jobId, job));
    const leftMs = deadlineMs - api.clock.monotonicMs();
    if (leftMs <= 0) throw new VigilesError("JOB_TIMEOUT", late(jobId, timeoutMs));
    await sleep(api.clock, Math.min(intervalMs, leftMs), signal);
  }
}

function checkPositive(name: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new VigilesError("VALUE_INVALID", `${name} must be a number of milliseconds above 0`);
}

function failure(jobId: string, { error }: Job): string {
  const words = typeof error === "string" ? error.replace(/[\s\p{Cc}]+/gu, " ").slice(0, 300) : "no reason was given";
  return `Job ${jobId} failed: ${words}`;
}

function late(jobId: string, timeoutMs: number): string {
  return `Job ${jobId} did not end within ${timeoutMs / 1000} s; it goes on: wait for it again by its id`;
}
