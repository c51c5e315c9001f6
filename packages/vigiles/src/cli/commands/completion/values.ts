import { sortOrders } from "../manifest/select-manifests.js";
import { gateSeverities } from "../../../findings/fail-on.js";
import { cyclonedxFormats, cyclonedxVersions, reportFormats } from "../../../client/enums/export-formats.js";
import { logMethods, logTypes, onOff, vulnIdentifiers } from "../../../client/enums/groups.js";
import { fileFormats, sbomFormats } from "../../../client/enums/sbom-formats.js";
import { subscriptions } from "../../../client/enums/subscriptions.js";
import { justifications, scopes, vulnerabilityStatuses } from "../../../client/enums/vulnerability-status.js";
import { severities } from "../../../findings/severity.js";
import { editions, outputs } from "../../options/global-options.js";
import { logLevels } from "../../options/parse-values.js";
import { shells } from "./scripts.js";

const values: Readonly<Record<string, readonly string[]>> = {
  output: outputs,
  edition: editions,
  proxy: ["none"],
  logLevel: logLevels,
  failOn: gateSeverities,
  severity: severities,
  sort: sortOrders,
  exportFormat: reportFormats,
  "file-type": reportFormats,
  fileType: reportFormats,
  cyclonedxFormat: cyclonedxFormats,
  cyclonedxVersion: cyclonedxVersions,
  sbomFormat: sbomFormats,
  fileFormat: fileFormats,
  subscribe: subscriptions,
  scope: scopes,
  status: vulnerabilityStatuses,
  justification: justifications,
  vulnIdentifiers,
  vulnStrictMatch: onOff,
  reportDepVulns: onOff,
  autoCloseJiraIssues: onOff,
  generateVulnAttrOnDate: onOff,
  logType: logTypes,
  logMethod: logMethods,
  shell: shells,
};

/**
 * The known values of an option or argument.
 *
 * @param name - of the option, in camelCase, or of the argument
 * @returns nothing if any text is possible
 */
export function valuesOf(name: string): readonly string[] {
  return values[name] ?? [];
}
