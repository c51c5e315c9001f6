import type { ManifestTokens } from "../../../findings/scan-result.js";
import { checkToken } from "../../validation/tokens.js";

/** An SBOM, as lists show it. */
export interface Manifest extends ManifestTokens {
  /** Name of the SBOM. Several SBOMs may have the same one. */
  readonly manifest_name: string;
  /** When it was uploaded. */
  readonly upload_date?: string;
}

/** An SBOM with its content. */
export interface ManifestInfo extends Manifest {
  /** The content: text, or an object for JSON formats. */
  readonly manifest_data?: unknown;
}

/**
 * Returns the path of an SBOM.
 *
 * @throws VigilesError `TOKEN_INVALID`
 */
export function manifestPath(manifestToken: string): string {
  return `/manifests/${checkToken("manifestToken", manifestToken)}`;
}
