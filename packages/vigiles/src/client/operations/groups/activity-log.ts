import type { Api, CallControl } from "../../api/api.js";
import { checkChoice, type Leniency } from "../../validation/choices.js";
import { groupOf } from "./group.js";
import { checkEmail, checkToken } from "../../validation/tokens.js";
import { logMethods, logTypes, type LogMethod, type LogType } from "../../enums/groups.js";
import type { Open } from "../../enums/open-enum.js";

/** One line of a group's log. */
export interface ActivityEntry {
  readonly date: string;
  readonly log_type: string;
  readonly method: string;
  readonly description?: string;
  readonly group?: string;
  readonly folder?: string;
  readonly report?: string;
  readonly manifest?: string;
  readonly user?: string;
  readonly vuln_id?: string;
  readonly package?: string;
  readonly package_version?: string;
}

/** Which lines of the log. */
export interface ActivityLogOptions extends CallControl, Leniency {
  /** Default: the configured group. */
  readonly groupToken?: string | undefined;
  /** Default: the configured folder, unless a group is given. */
  readonly folderToken?: string | undefined;
  /** No folder, whatever is configured. Default false. */
  readonly noFolder?: boolean | undefined;
  readonly manifestToken?: string | undefined;
  readonly reportToken?: string | undefined;
  readonly userEmail?: string | undefined;
  readonly packageName?: string | undefined;
  readonly packageVersion?: string | undefined;
  readonly vulnId?: string | undefined;
  readonly logType?: Open<LogType> | undefined;
  readonly logMethod?: Open<LogMethod> | undefined;
}

/** Asks for a group's log. */
export async function activityLog(api: Api, options: ActivityLogOptions): Promise<ActivityEntry[]> {
  const group = await groupOf(api, options.groupToken);
  const { groupToken, folderToken, manifestToken, reportToken, userEmail, vulnId } = options;
  const { folder } = await api.place({ groupToken, folderToken });
  const params = {
    group_token: group,
    log_type: checkChoice("logType", options.logType, logTypes, options),
    log_method: checkChoice("logMethod", options.logMethod, logMethods, options),
    folder_token: options.noFolder ? undefined : folder,
    manifest_token: manifestToken && checkToken("manifestToken", manifestToken),
    report_token: reportToken && checkToken("reportToken", reportToken),
    user_email: userEmail && checkEmail("userEmail", userEmail),
    package_name: options.packageName || undefined,
    package_version: options.packageVersion || undefined,
    vuln_id: vulnId && checkToken("vulnId", vulnId),
  };
  return api.list<ActivityEntry>({ method: "GET", path: `/groups/${group}/activity_log`, params, control: options });
}
