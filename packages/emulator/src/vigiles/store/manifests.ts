import { ApiError } from "../errors.js";
import { readSbom } from "../sbom/read-sbom.js";
import { SbomError } from "../sbom/sbom.js";
import type { Sbom } from "../sbom/sbom.js";
import type { Manifest, VigilesState } from "./state.js";

/** The content of an upload. */
export interface NewManifest {
  /** The SBOM, in any format that `readSbom` supports. */
  readonly text: string;
  /** The token of the group. */
  readonly group: string;
  /** The token of the folder. Default: none. */
  readonly folder?: string | undefined;
  /** The name. Default: the name in the document, otherwise an invented one. */
  readonly name?: string | undefined;
  /** The `.config` of the kernel. Default: none. */
  readonly kernelConfig?: string | undefined;
  /** The `.config` of U-Boot. Default: none. */
  readonly ubootConfig?: string | undefined;
  /** The ecosystems whose advisories are reported. Default: none. */
  readonly ecosystems?: readonly string[];
  /** How often to notify the user. Default: `none`. */
  readonly subscribe?: string | undefined;
  /** The token. Default: a new one. */
  readonly token?: string;
}

/**
 * Adds an SBOM.
 *
 * @throws ApiError 412 if the text is not an SBOM
 */
export function addManifest(state: VigilesState, upload: NewManifest): Manifest {
  const { group, folder } = upload;
  const sbom = readUpload(upload.text);
  const token = upload.token ?? state.tokens.issue();
  const name = upload.name ?? sbom.name ?? `manifest-${state.manifests.size + 1}`;
  const manifest: Manifest = {
    token,
    name,
    group,
    folder,
    uploadedMs: state.clock.nowMs(),
    version: manifestsIn(state, group, folder).filter((one) => one.name === name).length + 1,
    sbom,
    kernelConfig: upload.kernelConfig,
    ubootConfig: upload.ubootConfig,
    ecosystems: upload.ecosystems ?? [],
    subscribe: upload.subscribe ?? "none",
    customScores: [],
  };
  state.manifests.set(token, manifest);
  return manifest;
}

function readUpload(text: string): Sbom {
  try {
    return readSbom(text);
  } catch (error) {
    if (error instanceof SbomError) throw new ApiError(412, error.message);
    throw error;
  }
}

/** Returns the manifests directly in a group, or directly in one of its folders. */
function manifestsIn({ manifests }: VigilesState, group: string, folder: string | undefined): Manifest[] {
  return [...manifests.values()].filter((one) => one.group === group && one.folder === folder);
}

/** Removes a manifest and its reports. */
export function removeManifest(state: VigilesState, token: string): void {
  state.manifests.delete(token);
  for (const report of state.reports.values()) if (report.manifest === token) state.reports.delete(report.token);
}
