import { locationOf } from "../responses/manifest-summary.js";
import type { Job, Manifest, VigilesState } from "../store/state.js";

/** Starts a background job. Its work is done at once, but the first question about it still hears that it is running. */
export function startJob(state: VigilesState, manifest: Manifest): object {
  const id = state.tokens.issueAt(state.clock.nowMs());
  state.jobs.set(id, { id, manifest: manifest.token, isAsked: false });
  return { job_id: id, status: "running", ...locationOf(manifest) };
}

/** What the service says of a job when asked. */
export function pollJob(state: VigilesState, job: Job): object {
  if (!job.isAsked) {
    job.isAsked = true;
    return { job_id: job.id, status: "running" };
  }
  const manifest = state.manifests.get(job.manifest);
  if (manifest === undefined) return { job_id: job.id, status: "failed", error: "The manifest is gone" };
  return { job_id: job.id, status: "succeeded", ...locationOf(manifest) };
}
