import { omitUndefined } from "@org/http-core/authoring";
import { VigilesError } from "../../../errors.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import type { Api } from "../../api/api.js";
import { jobOperations, type Job, type WaitOptions } from "../jobs.js";
import { latestReport, type ReportOptions } from "./latest-report.js";

/** Whether the service scans in the background, and how to wait for it. */
export interface BackgroundOptions extends Omit<WaitOptions, "signal"> {
  /** Lets the service respond at once and scan in the background. The operation waits for the end. Default `false`. */
  readonly background?: boolean | undefined;
  /** With `background`: returns the `job_id` at once instead of waiting. Default `false`. */
  readonly returnJob?: boolean | undefined;
  /** With `background`: called with the id of the job before waiting for it. */
  readonly onJob?: ((jobId: string) => void) | undefined;
}

/**
 * Waits for a background scan and returns what a scan in the foreground returns. A service without background jobs
 * responds with the finished result, which is returned unchanged.
 *
 * @param api - sends the requests
 * @param started - response to the upload or rescan
 * @param tokensOnly - requests no report at the end
 * @param options - how to wait, and what the report contains
 * @throws VigilesError `JOB_FAILED`, `JOB_TIMEOUT`, `RESPONSE_INVALID`
 */
export async function followJob(
  api: Api,
  started: ScanResult,
  tokensOnly: boolean,
  options: BackgroundOptions & ReportOptions,
): Promise<ScanResult> {
  const { job_id: jobId } = started;
  if (options.returnJob || typeof jobId !== "string") return started;
  options.onJob?.(jobId);
  const job = await jobOperations(api).wait(jobId, options);
  const tokens = readTokens(job, jobId);
  return tokensOnly ? tokens : latestReport(api, tokens.manifest_token, options);
}

function readTokens({ manifest_token, group_token, folder_token }: Job, jobId: string): ScanResult {
  if (typeof manifest_token !== "string") {
    throw new VigilesError("RESPONSE_INVALID", `Job ${jobId} succeeded, but its response has no manifest_token`);
  }
  return { manifest_token, ...omitUndefined({ group_token, folder_token }) };
}
