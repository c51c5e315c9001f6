import { sleep } from "@org/http-core";
import { isRecord, refuseOption } from "@org/http-core/authoring";
import { VigilesError } from "../../errors.js";
import type { Api, ApiCall, CallControl } from "../api/api.js";
import { serverMessage } from "../api/server-message.js";
import { checkToken } from "../validation/tokens.js";

/** A background job, as the service returns it. */
export interface Job {
  /** `succeeded` and `failed` are final. Every other text means that the job is still running. */
  readonly status: "succeeded" | "failed" | (string & {});
  /** Why the job failed. */
  readonly error?: string;
  /** Token of the SBOM that the job works on. */
  readonly manifest_token?: string;
  /** Token of the SBOM's group. */
  readonly group_token?: string;
  /** Token of the SBOM's folder. */
  readonly folder_token?: string;
}

/** How to wait for a job. */
export interface WaitOptions extends CallControl {
  /** Pause between two requests, in milliseconds. Default 1000. */
  readonly intervalMs?: number | undefined;
  /** Timeout of the whole wait, in milliseconds. Default 600 000. */
  readonly timeoutMs?: number | undefined;
  /** Called with each response. */
  readonly onPoll?: ((job: Job) => void) | undefined;
}

/** Operations on background jobs. Only for the edition `groups`; otherwise they throw VigilesError `EDITION_MISMATCH`. */
export interface Jobs {
  /**
   * Returns a job.
   *
   * @throws VigilesError `TOKEN_INVALID`
   */
  get(jobId: string, control?: CallControl): Promise<Job>;
  /**
   * Requests a job at once and then repeatedly, until it has ended.
   *
   * @returns the job, which succeeded
   * @throws VigilesError `JOB_FAILED` with the server's reason, `JOB_TIMEOUT`, `TOKEN_INVALID`
   * @throws InputError `OPTION_INVALID` for an interval or timeout that is not above 0
   */
  wait(jobId: string, options?: WaitOptions): Promise<Job>;
}

/** Makes the operations on background jobs. */
export function jobOperations(api: Api): Jobs {
  return {
    get: (jobId, control) => requestJob(api, { jobId, control }),
    wait: (jobId, options = {}) => wait(api, jobId, options),
  };
}

/** Which job to request. */
interface JobRequest extends Pick<ApiCall, "check" | "control"> {
  readonly jobId: string;
}

async function requestJob(api: Api, { jobId, ...request }: JobRequest): Promise<Job> {
  await api.requireEdition("groups", "jobs");
  return api.requestObject<Job>({
    method: "GET",
    path: `/jobs/${checkToken("jobId", jobId)}`,
    isJob: true,
    ...request,
  });
}

async function wait(api: Api, jobId: string, options: WaitOptions): Promise<Job> {
  const { intervalMs = 1000, timeoutMs = 600_000, onPoll, signal } = options;
  checkDuration("intervalMs", intervalMs);
  checkDuration("timeoutMs", timeoutMs);
  const deadlineMs = api.clock.monotonicMs() + timeoutMs;
  for (;;) {
    let reason = "";
    const check: ApiCall["check"] = (response, quote) => {
      if (isRecord(response)) reason = serverMessage(response["error"], quote);
    };
    const job = await requestJob(api, { jobId, control: { signal }, check });
    if (api.isDryRun()) return job;
    onPoll?.(job);
    if (job.status === "succeeded") return job;
    if (job.status === "failed") throw jobFailed(jobId, reason);
    const leftMs = deadlineMs - api.clock.monotonicMs();
    if (leftMs <= 0) throw jobTimeout(jobId, timeoutMs);
    await sleep(api.clock, Math.min(intervalMs, leftMs), signal);
  }
}

function checkDuration(name: string, value: number): void {
  if (!Number.isFinite(value) || value <= 0) refuseOption(name, "a number of milliseconds above 0");
}

function jobFailed(jobId: string, reason: string): VigilesError {
  return new VigilesError("JOB_FAILED", `Job ${jobId} failed: ${reason || "the server gave no reason"}`);
}

function jobTimeout(jobId: string, timeoutMs: number): VigilesError {
  const message = `Job ${jobId} did not end within ${timeoutMs / 1000} s; it is still running: wait for it again by its id`;
  return new VigilesError("JOB_TIMEOUT", message);
}
