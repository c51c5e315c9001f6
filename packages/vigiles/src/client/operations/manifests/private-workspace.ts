import type { Api } from "../../api/api.js";
import type { Location } from "../../configuration/choose-location-tokens.js";

/**
 * Warns that an upload goes to the Private Workspace, where other users can't find it, and that this workspace has no folders.
 *
 * @param api - logs the warnings
 * @param location - of the upload
 * @param subfolderName - of the upload
 */
export function warnOfPrivateWorkspace(api: Api, location: Location, subfolderName: string | undefined): void {
  if (location.groupOrProduct !== undefined) return;
  const kind = location.paramName === "group_token" ? "group" : "product";
  api.warn(`No ${kind} is given or configured: the SBOM goes to the Private Workspace`);
  if (location.folder === undefined && subfolderName === undefined) return;
  api.warn(`The service ignores folder and subfolder without a ${kind}: the Private Workspace has none`);
}
