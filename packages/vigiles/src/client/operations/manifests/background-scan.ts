import { VigilesError } from "../../../errors.js";
import type { Api, CallControl } from "../../api/api.js";
import { jobOperations, type Job, type WaitOptions } from "../jobs.js";
import { latestReport } from "./latest-report.js";
import type { ScanResult } from "../../../findings/scan-result.js";

/** How a scan is run by the service. */
export interface BackgroundOptions extends Omit<WaitOptions, "signal"> {
  /** The service answers at once and works on; this call waits for the end. Default false. */
  readonly background?: boolean | undefined;
  /** With `background`: don't wait, and answer with the `job_id`. Default false. */
  readonly returnJob?: boolean | undefined;
  /** Told the id of a job before it is waited for. */
  readonly onJob?: ((jobId: string) => void) | undefined;
}

/**
 * Turns a background job into what the call would have answered in the foreground. A service that knows no jobs
 * answers with the finished result, which is returned as it is.
 *
 * @param api - what is called
 * @param answer - the first one
 * @param tokensOnly - no report is wanted
 * @param options - how to wait, and which fields and filters the report has
 * @throws VigilesError `JOB_FAILED`, `JOB_TIMEOUT`, `ANSWER_INVALID`
 */
export async function followJob(
  api: Api,
  answer: ScanResult,
  tokensOnly: boolean,
  options: BackgroundOptions &
    CallControl & {
      readonly filterResults?: boolean | undefined;
      readonly extraFields?: readonly string[] | undefined;
    },
): Promise<ScanResult> {
  const { job_id: jobId } = answer;
  if (options.returnJob || typeof jobId !== "string") return answer;
  options.onJob?.(jobId);
  const job = await jobOperations(api).wait(jobId, options);
  const tokens = tokensOf(job, jobId);
  return tokensOnly ? tokens : latestReport(api, tokens.manifest_token, options);
}

function tokensOf({ manifest_token, group_token, folder_token }: Job, jobId: string): ScanResult {
  if (typeof manifest_token !== "string") {
    throw new VigilesError("ANSWER_INVALID", `Job ${jobId} succeeded, but names no manifest_token`);
  }
  return {
    manifest_token,
    ...(group_token === undefined ? {} : { group_token }),
    ...(folder_token === undefined ? {} : { folder_token }),
  };
}
