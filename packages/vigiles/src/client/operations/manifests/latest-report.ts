import type { ScanResult } from "../../../findings/scan-result.js";
import type { Api, CallControl } from "../../api/api.js";
import { extraFields, type ExtraField } from "../../enums/cve-fields.js";
import type { Open } from "../../enums/open-enum.js";
import { checkChoices, type UnknownValueOptions } from "../../validation/choices.js";
import { manifestPath } from "./manifest.js";
import { scanCheck } from "./scan-response.js";

/** What a report contains. */
export interface ReportOptions extends CallControl, UnknownValueOptions {
  /** Applies all filters of the web pages, not only those of the kernel and U-Boot configs. Default `false`. */
  readonly filterResults?: boolean | undefined;
  /** Further fields of each vulnerability. Default: none. */
  readonly extraFields?: readonly Open<ExtraField>[] | undefined;
}

/**
 * Requests the newest report of an SBOM.
 *
 * @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID`, `RESPONSE_INVALID`, `SERVER_REFUSED`
 */
export async function latestReport(api: Api, manifestToken: string, options: ReportOptions = {}): Promise<ScanResult> {
  const path = `${manifestPath(manifestToken)}/reports/latest`;
  const params = {
    filtered: options.filterResults ?? false,
    with_field: checkChoices("extraFields", options.extraFields, extraFields, options),
  };
  return api.requestObject<ScanResult>({ method: "GET", path, params, control: options, check: scanCheck() });
}
