import { convertSbom } from "../export/convert-sbom.js";
import type { Manifest } from "../store/state.js";

/** Writes the SBOM as SPDX tag-value text, under its name in the responses to an upload and a rescan. */
export function exportedManifest({ sbom }: Manifest): { readonly exported_manifest: string } {
  const spdx = convertSbom(sbom, { format: "spdx", syntax: "tag", version: "2.3" });
  return { exported_manifest: Buffer.from(spdx.bytes).toString("utf8") };
}
