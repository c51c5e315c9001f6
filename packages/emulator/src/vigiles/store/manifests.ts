import { readSbom } from "../sbom/read-sbom.js";
import { SbomError } from "../sbom/sbom.js";
import type { Sbom } from "../sbom/sbom.js";
import { ApiError } from "../errors.js";
import type { Manifest, VigilesState } from "./state.js";

/** What an upload is made of. */
export interface NewManifest {
  readonly text: string;
  readonly group: string;
  readonly folder?: string | undefined;
  /** Default: the document's own name, or one made up. */
  readonly name?: string | undefined;
  readonly kernelConfig?: string | undefined;
  readonly ubootConfig?: string | undefined;
  readonly ecosystems?: readonly string[];
  readonly subscribe?: string | undefined;
  /** Default: a new one. */
  readonly token?: string;
}

/**
 * Stores an SBOM.
 *
 * @throws ApiError 412 where the text is no SBOM
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

/** The manifests right in a group, or right in one of its folders. */
function manifestsIn({ manifests }: VigilesState, group: string, folder: string | undefined): Manifest[] {
  return [...manifests.values()].filter((one) => one.group === group && one.folder === folder);
}

/** Removes a manifest and its reports. */
export function removeManifest(state: VigilesState, token: string): void {
  state.manifests.delete(token);
  for (const report of state.reports.values()) if (report.manifest === token) state.reports.delete(report.token);
}
