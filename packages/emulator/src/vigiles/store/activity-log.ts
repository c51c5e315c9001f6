import { formatTimestamp } from "../timestamps.js";
import type { Activity, VigilesState } from "./state.js";

/** What happened; members left out are null in the log. */
export type NewActivity = Pick<Activity, "log_type" | "description" | "group" | "user" | "vuln_id" | "package"> &
  Partial<Pick<Activity, "folder" | "manifest" | "package_version">>;

/** Adds a line to a group's activity log. */
export function logActivity({ activity, clock }: VigilesState, happened: NewActivity): void {
  const date = formatTimestamp(clock.nowMs());
  activity.push({
    folder: null,
    manifest: null,
    package_version: null,
    ...happened,
    date,
    method: "api",
    report: null,
  });
}
