import type { Route } from "../http/route.js";
import { askJob } from "../operations/jobs.js";
import { Refusal } from "../errors.js";

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
