import { VigilesError } from "../../../errors.js";
import type { Api, CallControl } from "../../api/api.js";
import { checkText } from "../../validation/choices.js";
import { showValue } from "../../validation/show-value.js";
import { checkVulnerabilityId } from "../../validation/tokens.js";
import type { DeleteResult } from "./delete-result.js";
import { manifestPath } from "./manifest.js";

/** A score of the caller's own for a CVE in a package. */
export interface CustomScoreOptions extends CallControl {
  /** Name of the package. */
  readonly productName: string;
  /** Id of the CVE. */
  readonly cveId: string;
  /** The score, 0 to 10. Text is sent without surrounding whitespace. */
  readonly customScore: string | number;
  /** Version of the package. Default: all versions. */
  readonly productVersion?: string | undefined;
}

/**
 * Sets the score of a CVE in a package of an SBOM.
 *
 * @throws VigilesError `TOKEN_INVALID`, `VALUE_INVALID`, `EDITION_MISMATCH`, `SERVER_REFUSED`
 */
export async function setCustomScore(
  api: Api,
  manifestToken: string,
  options: CustomScoreOptions,
): Promise<DeleteResult> {
  await api.requireEdition("groups", "manifests.setCustomScore");
  const params = {
    package_name: checkText("productName", options.productName),
    cve_id: checkVulnerabilityId("cveId", options.cveId),
    custom_score: checkScore(options.customScore),
    package_version: options.productVersion,
  };
  const path = `${manifestPath(manifestToken)}/custom_scores`;
  const refusal = "set no score";
  return api.requestObject<DeleteResult>({ method: "POST", path, params, control: options, refusal });
}

function checkScore(score: string | number): string {
  const text = typeof score === "string" ? score.trim() : typeof score === "number" ? String(score) : "";
  if (text !== "" && Number(text) >= 0 && Number(text) <= 10) return text;
  throw new VigilesError("VALUE_INVALID", `customScore ${showValue(score)} must be a number from 0 to 10`);
}
