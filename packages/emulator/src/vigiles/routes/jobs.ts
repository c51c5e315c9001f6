import { ApiError } from "../errors.js";
import type { Route } from "../http/route.js";
import { pollJob } from "../operations/jobs.js";

/** The operations on background jobs. */
export const jobRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/vigiles/jobs/:id",
    handle({ state, segment }) {
      const job = state.jobs.get(segment("id"));
      if (job === undefined) throw new ApiError(404, `There is no job ${segment("id")}`);
      return pollJob(state, job);
    },
  },
];
