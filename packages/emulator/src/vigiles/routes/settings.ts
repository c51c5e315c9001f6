import { ApiError } from "../errors.js";
import type { Params } from "../http/params.js";
import type { VigilesRequest, Route } from "../http/route.js";
import { findGroup } from "../store/find.js";
import type { GroupSettings } from "../store/state.js";

/** The operations on the settings and the activity log of a group. */
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
  const names = params.list("vuln_identifiers");
  const unknown = names.find((one) => !identifierNames.includes(one));
  if (unknown !== undefined)
    throw new ApiError(400, `vuln_identifiers must be among ${identifierNames.join(", ")}; not ${unknown}`);
  return names.length === 0 ? {} : { vuln_identifiers: names };
}

const switchNames = ["vuln_strict_match", "report_dep_vulns", "auto_close_jira_issues", "generate_vuln_attr_on_date"];

function switches(params: Params): Partial<GroupSettings> {
  const values = switchNames.flatMap((name) => {
    const value = params.text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const wrong = values.find(([, value]) => value !== "on" && value !== "off");
  if (wrong !== undefined) throw new ApiError(400, `${wrong[0]} must be on or off; not ${wrong[1]}`);
  return Object.fromEntries(values);
}

/** The parameters of a search, with the members of a log line that they are compared with. */
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
