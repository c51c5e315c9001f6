import type { Api, CallControl } from "../../api/api.js";
import { logMethods, logTypes, type LogMethod, type LogType } from "../../enums/groups.js";
import type { Open } from "../../enums/open-enum.js";
import { checkChoice, type UnknownValueOptions } from "../../validation/choices.js";
import { checkEmail, checkIfGiven, checkToken, checkVulnerabilityId } from "../../validation/tokens.js";
import { requireGroup } from "./group.js";

/** An event of a group. */
export interface ActivityEntry {
  /** When it happened. */
  readonly date: string;
  /** What was done, for example `create_note`. */
  readonly log_type: string;
  /** How it was done: `ui` or `api`. */
  readonly method: string;
  /** The event as text. */
  readonly description?: string;
  /** Name of the group. */
  readonly group?: string;
  /** Name of the folder. */
  readonly folder?: string;
  /** The report that it was done to. */
  readonly report?: string;
  /** The SBOM that it was done to. */
  readonly manifest?: string;
  /** The user who did it. */
  readonly user?: string;
  /** Id of the vulnerability. */
  readonly vuln_id?: string;
  /** Name of the package. */
  readonly package?: string;
  /** Version of the package. */
  readonly package_version?: string;
}

/** Which events to list. Each option narrows the list. */
export interface ActivityLogOptions extends CallControl, UnknownValueOptions {
  /** Token of the group. Default: the configured group. */
  readonly groupToken?: string | undefined;
  /** Token of a folder. Default: the configured folder, unless `groupToken` is given. */
  readonly folderToken?: string | undefined;
  /** Lists events of all folders, even if one is configured. Default `false`. */
  readonly noFolder?: boolean | undefined;
  /** Token of an SBOM. */
  readonly manifestToken?: string | undefined;
  /** Token of a report. */
  readonly reportToken?: string | undefined;
  /** E-mail address of a user. */
  readonly userEmail?: string | undefined;
  /** Name of a package. */
  readonly packageName?: string | undefined;
  /** Version of a package. */
  readonly packageVersion?: string | undefined;
  /** Id of a vulnerability. */
  readonly vulnId?: string | undefined;
  /** Kind of event. */
  readonly logType?: Open<LogType> | undefined;
  /** How the change was made. */
  readonly logMethod?: Open<LogMethod> | undefined;
}

/**
 * Requests the events of a group.
 *
 * @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`, `VALUE_INVALID`
 */
export async function activityLog(api: Api, options: ActivityLogOptions): Promise<ActivityEntry[]> {
  const group = await requireGroup(api, options.groupToken);
  const { groupToken, folderToken, manifestToken, reportToken, userEmail, vulnId } = options;
  const { folder } = await api.location({ groupToken, folderToken });
  const params = {
    group_token: group,
    log_type: checkChoice("logType", options.logType, logTypes, options),
    log_method: checkChoice("logMethod", options.logMethod, logMethods, options),
    folder_token: options.noFolder ? undefined : folder,
    manifest_token: checkIfGiven(checkToken, "manifestToken", manifestToken),
    report_token: checkIfGiven(checkToken, "reportToken", reportToken),
    user_email: checkIfGiven(checkEmail, "userEmail", userEmail),
    package_name: options.packageName || undefined,
    package_version: options.packageVersion || undefined,
    vuln_id: checkIfGiven(checkVulnerabilityId, "vulnId", vulnId),
  };
  const path = `/groups/${group}/activity_log`;
  return api.requestList<ActivityEntry>({ method: "GET", path, params, control: options });
}
