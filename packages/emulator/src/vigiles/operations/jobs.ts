import { locationOf } from "../responses/manifest-summary.js";
import type { Job, Manifest, VigilesState } from "../store/state.js";

/** Starts a background job. The work is already done, but the first poll reports `running`. */
export function startJob(state: VigilesState, manifest: Manifest): object {
  const id = state.tokens.issueAt(state.clock.nowMs());
  state.jobs.set(id, { id, manifest: manifest.token, isAsked: false });
  return { job_id: id, status: "running", ...locationOf(manifest) };
}

/** Returns the state of a job: `running` at the first poll, then `succeeded`, or `failed` if the manifest was deleted. */
export function pollJob(state: VigilesState, job: Job): object {
  if (!job.isAsked) {
    job.isAsked = true;
    return { job_id: job.id, status: "running" };
  }
  const manifest = state.manifests.get(job.manifest);
  if (manifest === undefined) return { job_id: job.id, status: "failed", error: "The manifest was deleted" };
  return { job_id: job.id, status: "succeeded", ...locationOf(manifest) };
}
