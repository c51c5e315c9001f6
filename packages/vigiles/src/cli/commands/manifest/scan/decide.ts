import { systemClock } from "@org/http-core";
import { applyDecisions, type DecidedReport } from "../../../../decisions/apply-decisions.js";
import type { Decision } from "../../../../decisions/decision.js";
import type { Report } from "../../../../report/report.js";
import type { CommandContext } from "../../../context/command-context.js";
import { expiredMessage } from "./policy.js";

/**
 * Applies decisions to a report, as they hold on the day of the clock, in UTC.
 *
 * @param context - of the command
 * @param report - of a scan
 * @param decisions - of {@link readDecisions}
 */
export function decide({ io }: CommandContext, report: Report, decisions: readonly Decision[]): DecidedReport {
  const { clock = systemClock } = io;
  const today = new Date(clock.nowMs()).toISOString().slice(0, "2026-12-31".length);
  return applyDecisions(report, decisions, today);
}

/**
 * Warns of decisions that have expired, and of entries of a file of ignored findings that are about no finding: their id or
 * package may be misspelled. A VEX document is often about more than one product, so it causes no warning.
 *
 * @param context - of the command
 * @param decided - the report after the decisions
 */
export function warnOfDecisions({ logger }: CommandContext, { expired, unmatched }: DecidedReport): void {
  for (const decision of expired) logger.warn(expiredMessage(decision));
  for (const { entry, id, source } of unmatched) {
    if (entry !== undefined) logger.warn(`entry ${entry} (${id}) of ${source} matches no finding`);
  }
}
