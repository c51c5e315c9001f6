import { formatTimestamp } from "../timestamps.js";
import type { Activity, VigilesState } from "./state.js";

/** A new line of the activity log. Members that are left out are null in the log. */
export type NewActivity = Pick<Activity, "log_type" | "description" | "group" | "user" | "vuln_id" | "package"> &
  Partial<Pick<Activity, "folder" | "manifest" | "package_version">>;

/** Adds a line to a group's activity log. */
export function logActivity({ activity, clock }: VigilesState, line: NewActivity): void {
  const date = formatTimestamp(clock.nowMs());
  activity.push({
    folder: null,
    manifest: null,
    package_version: null,
    ...line,
    date,
    method: "api",
    report: null,
  });
}
