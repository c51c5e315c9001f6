import type { Api, CallControl } from "../../api/api.js";
import { checkChoices, type Leniency } from "../../validation/choices.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import { checkToken } from "../../validation/tokens.js";
import { extraFields, type ExtraField } from "../../enums/cve-fields.js";
import type { Open } from "../../enums/open-enum.js";

/** Which part of a report. */
export interface ReportOptions extends CallControl, Leniency {
  readonly filterResults?: boolean | undefined;
  readonly extraFields?: readonly Open<ExtraField>[] | undefined;
}

/**
 * The newest report of an SBOM.
 *
 * @param api - what is called
 * @param manifestToken - of the SBOM
 * @param options - filter and fields
 * @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID`
 */
export async function latestReport(api: Api, manifestToken: string, options: ReportOptions = {}): Promise<ScanResult> {
  const path = `/manifests/${checkToken("manifestToken", manifestToken)}/reports/latest`;
  const params = {
    filtered: options.filterResults ?? false,
    with_field: checkChoices("extraFields", options.extraFields, extraFields, options),
  };
  return api.object<ScanResult>({ method: "GET", path, params, control: options });
}
