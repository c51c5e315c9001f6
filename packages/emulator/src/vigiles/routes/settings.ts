import type { VigilesRequest, Route } from "../http/route.js";
import type { Params } from "../http/params.js";
import { findGroup } from "../store/find.js";
import { ApiError } from "../errors.js";
import type { GroupSettings } from "../store/state.js";

/** A group's settings and its activity log. */
export const settingRoutes: readonly Route[] = [
  { method: "GET", path: "/vigiles/groups/:token/settings", handle: read },
  { method: "PATCH", path: "/vigiles/groups/:token/settings", handle: update },
  { method: "GET", path: "/vigiles/groups/:token/activity_log", handle: searchLog },
];

function read({ state, segment }: VigilesRequest): object {
  const { name, token, settings } = findGroup(state, segment("token"));
  return { name, token, ...settings };
}

function update({ params, state, segment }: VigilesRequest): object {
  const group = findGroup(state, segment("token"));
  group.settings = { ...group.settings, ...identifiers(params), ...switches(params) };
  return { message: `Updated the settings of ${group.name}`, status_code: 200 };
}

const identifierNames = ["PURL", "CPE", "CVE Product", "Package Name"];

function identifiers(params: Params): Partial<GroupSettings> {
  const given = params.list("vuln_identifiers");
  const unknown = given.find((one) => !identifierNames.includes(one));
  if (unknown !== undefined)
    throw new ApiError(400, `vuln_identifiers are ${identifierNames.join(", ")}; not ${unknown}`);
  return given.length === 0 ? {} : { vuln_identifiers: given };
}

const switchNames = ["vuln_strict_match", "report_dep_vulns", "auto_close_jira_issues", "generate_vuln_attr_on_date"];

function switches(params: Params): Partial<GroupSettings> {
  const given = switchNames.flatMap((name) => {
    const value = params.text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const wrong = given.find(([, value]) => value !== "on" && value !== "off");
  if (wrong !== undefined) throw new ApiError(400, `${wrong[0]} is on or off; not ${wrong[1]}`);
  return Object.fromEntries(given);
}

/** The parameters that narrow a search, and the members of a log line they are compared with. */
const filters = {
  log_type: "log_type",
  log_method: "method",
  folder_token: "folder",
  manifest_token: "manifest",
  report_token: "report",
  user_email: "user",
  package_name: "package",
  package_version: "package_version",
  vuln_id: "vuln_id",
} as const;

function searchLog({ params, state, segment }: VigilesRequest): object[] {
  const group = findGroup(state, segment("token"));
  const wanted = Object.entries(filters).map(([name, member]) => [params.text(name), member] as const);
  return state.activity.filter(
    (line) =>
      line.group === group.token && wanted.every(([value, member]) => value === undefined || line[member] === value),
  );
}
