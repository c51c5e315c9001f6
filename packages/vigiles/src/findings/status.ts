import { isRecord } from "@org/http-core/authoring";

/** Words that begin the status of a finding that is not open, with a space between words. */
const closed =
  /^(?:fixed|resolved|patched|not affected|unaffected|false positive|whitelisted|ignored|suppressed)(?![a-z])/;

/** True unless the status says that the finding is fixed, ignored, a false positive, or does not affect the package. */
export function isOpen({
  status,
}: {
  /** As the service or a decision words it, such as `Fixed` or `Not Affected`. */
  readonly status: string;
}): boolean {
  return !closed.test(normalize(status));
}

/**
 * Reads the status of a vulnerability. A decision of the user, in `vuln_status` or `analysis`, overrides `status`.
 *
 * @param vulnerability - of the service or of CycloneDX
 * @param unstated - the status of one that has none
 */
export function readStatus(vulnerability: Readonly<Record<string, unknown>>, unstated: string): string {
  const status = stateOf(vulnerability["status"]);
  const decision = stateOf(vulnerability["vuln_status"]) || stateOf(vulnerability["analysis"]);
  return (isDecided(decision) ? decision : status || decision) || unstated;
}

/** `in_triage` decides nothing. */
function isDecided(decision: string): boolean {
  return !isOpen({ status: decision }) || normalize(decision) === "exploitable";
}

function stateOf(value: unknown): string {
  if (isRecord(value)) return stateOf(value["state"]);
  return typeof value === "string" ? value.trim() : "";
}

function normalize(status: string): string {
  return status
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();
}
