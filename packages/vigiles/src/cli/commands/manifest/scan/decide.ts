import { systemClock } from "@org/http-core";
import { applyDecisions, dayOf, type DecidedReport } from "../../../../decisions/apply-decisions.js";
import { decisionWarnings } from "../../../../decisions/decision-warnings.js";
import type { Decision } from "../../../../decisions/decision.js";
import type { Report } from "../../../../report/report.js";
import type { CommandContext } from "../../../context/command-context.js";

/**
 * Applies decisions to a report, as they hold on the day of the clock, in UTC.
 *
 * @param context - of the command
 * @param report - of a scan
 * @param decisions - of {@link readDecisions}
 */
export function decide({ io }: CommandContext, report: Report, decisions: readonly Decision[]): DecidedReport {
  return applyDecisions(report, decisions, dayOf(io.clock ?? systemClock));
}

/**
 * Warns of decisions that have expired or are about no finding.
 *
 * @param context - of the command
 * @param decided - the report after the decisions
 */
export function warnOfDecisions({ logger }: CommandContext, decided: DecidedReport): void {
  for (const warning of decisionWarnings(decided)) logger.warn(warning);
}
