import type { LinuxLinkParams } from "@org/linuxlink-auth";
import { VigilesError } from "../../../errors.js";
import type { Api, CallControl } from "../../api/api.js";
import { checkChoice, checkChoices, type Leniency } from "../../validation/choices.js";
import { groupOf, type Acknowledgement } from "./group.js";
import { onOff, vulnIdentifiers, type OnOff, type VulnIdentifier } from "../../enums/groups.js";
import type { Open } from "../../enums/open-enum.js";

/** How a group matches and reports. */
export interface GroupSettings {
  readonly name: string;
  readonly token: string;
  readonly vuln_identifiers: readonly string[];
  readonly vuln_strict_match: OnOff;
  readonly report_dep_vulns?: OnOff;
  readonly auto_close_jira_issues?: OnOff;
  readonly generate_vuln_attr_on_date?: OnOff;
}

/** What to change; at least one of the settings. */
export interface UpdateGroupSettingsOptions extends CallControl, Leniency {
  /** Default: the configured group. */
  readonly groupToken?: string | undefined;
  readonly vulnIdentifiers?: readonly Open<VulnIdentifier>[] | undefined;
  readonly vulnStrictMatch?: OnOff | undefined;
  readonly reportDepVulns?: OnOff | undefined;
  readonly autoCloseJiraIssues?: OnOff | undefined;
  readonly generateVulnAttrOnDate?: OnOff | undefined;
}

/** Operations on a group's settings. */
export interface GroupSettingsOperations {
  /** @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID` */
  get(options?: CallControl & { readonly groupToken?: string | undefined }): Promise<GroupSettings>;
  /** @throws VigilesError `TOKEN_MISSING`, `TOKEN_INVALID`, `VALUE_INVALID` */
  update(options: UpdateGroupSettingsOptions): Promise<Acknowledgement>;
}

/** @param api - what the operations call */
export function settingsOperations(api: Api): GroupSettingsOperations {
  return {
    async get(options = {}) {
      const path = `/groups/${await groupOf(api, options.groupToken)}/settings`;
      return api.object<GroupSettings>({ method: "GET", path, control: options });
    },
    async update(options) {
      const params = changes(options);
      const path = `/groups/${await groupOf(api, options.groupToken)}/settings`;
      return api.object<Acknowledgement>({ method: "PATCH", path, params, control: options });
    },
  };
}

function changes(options: UpdateGroupSettingsOptions): LinuxLinkParams {
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
