import type { Route } from "../call.js";
import { askJob } from "../jobs.js";
import { Refusal } from "../refusal.js";

/** Background jobs. */
export const jobRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/vigiles/jobs/:id",
    handle({ state, segment }) {
      const job = state.jobs.get(segment("id"));
      if (job === undefined) throw new Refusal(404, `There is no job ${segment("id")}`);
      return askJob(state, job);
    },
  },
];
