import { ApiError } from "../errors.js";
import type { Params } from "../http/params.js";
import { logActivity } from "../store/activity-log.js";
import type { NewActivity } from "../store/activity-log.js";
import { findGroup, findManifest } from "../store/find.js";
import type { StatusDecision, VigilesState } from "../store/state.js";

const scopes = ["manifest", "group", "all"] as const;

const statuses = ["resolved", "resolved_with_pedigree", "exploitable", "in_triage", "false_positive", "not_affected"];

const justifications = [
  "code_not_present",
  "code_not_reachable",
  "requires_configuration",
  "requires_dependency",
  "requires_environment",
  "protected_by_compiler",
  "protected_at_runtime",
  "protected_at_perimeter",
  "protected_by_mitigating_control",
];

/**
 * Sets the triage status of a CVE. Later scans use it, and the activity log records it.
 *
 * @throws ApiError 400 for an unknown scope, status or justification; 404 for an unknown manifest or group
 */
export function setStatus(state: VigilesState, params: Params, cveId: string, user: string): object {
  const decision = readDecision(state, params, cveId, user);
  state.decisions.push(decision);
  for (const group of groupsOf(state, decision)) logActivity(state, activityOf(decision, group));
  return { success: true, message: `${cveId} of ${decision.package} is ${decision.status}`, status_code: 200 };
}

function readDecision(state: VigilesState, params: Params, cveId: string, user: string): StatusDecision {
  const scope = checkOneOf("scope", scopes, params.required("scope"));
  const justification = params.text("justification");
  return {
    scope,
    cveId,
    package: params.required("package"),
    version: params.text("package_version"),
    status: checkOneOf("status", statuses, params.required("status")),
    justification: justification && checkOneOf("justification", justifications, justification),
    justificationDetail: params.text("justification_detail"),
    targets: targetsOf(state, params, scope),
    user,
    setMs: state.clock.nowMs(),
  };
}

function targetsOf(state: VigilesState, params: Params, scope: StatusDecision["scope"]): readonly string[] {
  if (scope === "group") return params.list("group_tokens").map((token) => findGroup(state, token).token);
  if (scope === "manifest") return params.list("manifest_tokens").map((token) => findManifest(state, token).token);
  return [];
}

function checkOneOf<T extends string>(name: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new ApiError(400, `${name} must be one of ${allowed.join(", ")}; not ${value}`);
  return found;
}

/** Returns the groups whose activity logs record a decision. */
function groupsOf(state: VigilesState, { scope, targets }: StatusDecision): ReadonlySet<string> {
  if (scope === "all") return new Set(state.groups.keys());
  if (scope === "group") return new Set(targets);
  return new Set(targets.map((token) => findManifest(state, token).group));
}

function activityOf(decision: StatusDecision, group: string): NewActivity {
  const [manifest = null] = decision.scope === "manifest" ? decision.targets : [];
  return {
    log_type: "update_vuln_status",
    description: `Set ${decision.cveId} of ${decision.package} to ${decision.status}`,
    group,
    manifest,
    user: decision.user,
    vuln_id: decision.cveId,
    package: decision.package,
    package_version: decision.version ?? null,
  };
}
