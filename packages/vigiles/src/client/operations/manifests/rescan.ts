import type { ScanResult } from "../../../findings/scan-result.js";
import type { Api } from "../../api/api.js";
import { extraFields } from "../../enums/cve-fields.js";
import { checkChoices } from "../../validation/choices.js";
import { checkToken } from "../../validation/tokens.js";
import { followJob, type BackgroundOptions } from "./background-scan.js";
import type { ReportOptions } from "./latest-report.js";
import { manifestPath } from "./manifest.js";
import { scanCheck } from "./scan-response.js";

/** How to scan an SBOM again. */
export interface RescanOptions extends ReportOptions, BackgroundOptions {
  /** Returns no report. Default `false`. */
  readonly rescanOnly?: boolean | undefined;
}

/**
 * Scans an SBOM again.
 *
 * @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID`, `RESPONSE_INVALID`, `SERVER_REFUSED`, `JOB_FAILED`, `JOB_TIMEOUT`
 */
export async function rescan(api: Api, manifestToken: string, options: RescanOptions): Promise<ScanResult> {
  const params = {
    manifest: checkToken("manifestToken", manifestToken),
    rescan_only: options.rescanOnly ?? false,
    filtered: options.filterResults ?? false,
    async: options.background ? true : undefined,
    with_field: checkChoices("extraFields", options.extraFields, extraFields, options),
  };
  const path = `${manifestPath(manifestToken)}/reports`;
  const check = scanCheck({ mayBeJob: options.background, tokensOnly: options.rescanOnly });
  const result = await api.requestObject<ScanResult>({ method: "POST", path, params, control: options, check });
  if (api.isDryRun() || !options.background) return result;
  return followJob(api, result, options.rescanOnly ?? false, options);
}
