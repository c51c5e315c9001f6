import type { LinuxLinkParams } from "@org/linuxlink-auth";
import { VigilesError } from "../../../errors.js";
import type { Api, CallControl } from "../../api/api.js";
import { onOff, vulnIdentifiers, type OnOff, type VulnIdentifier } from "../../enums/groups.js";
import type { Open } from "../../enums/open-enum.js";
import { checkChoice, checkChoices, type UnknownValueOptions } from "../../validation/choices.js";
import { requireGroup, type Acknowledgement } from "./group.js";

/** How a group matches vulnerabilities and reports them. */
export interface GroupSettings {
  /** Name of the group. */
  readonly name: string;
  /** Token of the group. */
  readonly token: string;
  /** The identifiers by which packages are matched with vulnerabilities. */
  readonly vuln_identifiers: readonly string[];
  /** Matches identifiers strictly. */
  readonly vuln_strict_match: OnOff;
  /** Reports the vulnerabilities of dependencies. */
  readonly report_dep_vulns?: OnOff;
  /** Closes Jira issues of vulnerabilities that are resolved. */
  readonly auto_close_jira_issues?: OnOff;
  /** The service's setting of this name. */
  readonly generate_vuln_attr_on_date?: OnOff;
}

/** The settings to change; at least one. Settings that are not given stay as they are. */
export interface UpdateGroupSettingsOptions extends CallControl, UnknownValueOptions {
  /** Token of the group. Default: the configured group. */
  readonly groupToken?: string | undefined;
  /** The identifiers by which packages are matched with vulnerabilities. */
  readonly vulnIdentifiers?: readonly Open<VulnIdentifier>[] | undefined;
  /** Matches identifiers strictly. */
  readonly vulnStrictMatch?: OnOff | undefined;
  /** Reports the vulnerabilities of dependencies. */
  readonly reportDepVulns?: OnOff | undefined;
  /** Closes Jira issues of vulnerabilities that are resolved. */
  readonly autoCloseJiraIssues?: OnOff | undefined;
  /** The service's setting of this name. */
  readonly generateVulnAttrOnDate?: OnOff | undefined;
}

/** Operations on the settings of a group. */
export interface GroupSettingsOperations {
  /**
   * Returns the settings of a group. Default: the configured group.
   *
   * @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`, `EDITION_MISMATCH`
   */
  get(options?: CallControl & { readonly groupToken?: string | undefined }): Promise<GroupSettings>;
  /**
   * Changes settings of a group.
   *
   * @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`, `VALUE_INVALID`, `EDITION_MISMATCH`
   */
  update(options: UpdateGroupSettingsOptions): Promise<Acknowledgement>;
}

/** Makes the operations on the settings of a group. */
export function settingsOperations(api: Api): GroupSettingsOperations {
  const settingsPath = async (groupToken: string | undefined): Promise<string> =>
    `/groups/${await requireGroup(api, groupToken)}/settings`;
  return {
    async get(options = {}) {
      const path = await settingsPath(options.groupToken);
      return api.requestObject<GroupSettings>({ method: "GET", path, control: options });
    },
    async update(options) {
      const params = settingsParams(options);
      const path = await settingsPath(options.groupToken);
      return api.requestObject<Acknowledgement>({ method: "PATCH", path, params, control: options });
    },
  };
}

function settingsParams(options: UpdateGroupSettingsOptions): LinuxLinkParams {
  const params = {
    vuln_identifiers: checkChoices("vulnIdentifiers", options.vulnIdentifiers, vulnIdentifiers, options),
    vuln_strict_match: checkChoice("vulnStrictMatch", options.vulnStrictMatch, onOff, options),
    report_dep_vulns: checkChoice("reportDepVulns", options.reportDepVulns, onOff, options),
    auto_close_jira_issues: checkChoice("autoCloseJiraIssues", options.autoCloseJiraIssues, onOff, options),
    generate_vuln_attr_on_date: checkChoice("generateVulnAttrOnDate", options.generateVulnAttrOnDate, onOff, options),
  };
  if (Object.values(params).some((value) => value !== undefined)) return params;
  throw new VigilesError("VALUE_INVALID", "No setting to change was given; give at least one");
}
