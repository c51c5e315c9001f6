import type { DecidedReport } from "./apply-decisions.js";
import type { Decision } from "./decision.js";

/**
 * Says which decisions have expired, and which entries of a file of ignored findings are about no finding: their id or package
 * may be misspelled. A VEX document is often about more than one product, so it causes no warning.
 *
 * @param decided - the report after the decisions
 * @returns one line each
 */
export function decisionWarnings({ expired, unmatched }: DecidedReport): readonly string[] {
  const entries = unmatched.filter(({ entry }) => entry !== undefined);
  return [
    ...expired.map(expiredMessage),
    ...entries.map(({ entry, id, source }) => `entry ${entry} (${id}) of ${source} matches no finding`),
  ];
}

/** Names a decision that has expired. */
export function expiredMessage({ id, source, expires = "" }: Decision): string {
  return `the entry of ${source} about ${id} expired on ${expires}; fix the finding, or decide again`;
}
