import type { TestResponse, SeenRequest } from "./loopback.js";

/** A job that has ended well. */
export const succeededJob = { status: "succeeded", manifest_token: "m", group_token: "g" };

/**
 * A server whose job goes through some states.
 *
 * @param jobs - the responses to the requests for the job, in order; the last one is repeated
 */
export function jobService(...jobs: readonly object[]): (request: SeenRequest) => TestResponse {
  let at = 0;
  return ({ method, path }) => {
    if (path.includes("/jobs/")) return { body: jobs[Math.min(at++, jobs.length - 1)] };
    return { body: method === "POST" ? { job_id: "j1" } : { manifest_token: "m", cves: {} } };
  };
}
