import type { Manifest } from "../store/state.js";
import { formatTimestamp } from "../timestamps.js";

/** Writes the location of a manifest. The `product_…` members are for the products edition. */
export function locationOf({ token, name, group, folder }: Manifest): object {
  const path = `/groups/${group}${folder === undefined ? "" : `/${folder}`}`;
  return {
    manifest_token: token,
    manifest_name: name,
    group_token: group,
    product_token: group,
    folder_token: folder ?? null,
    group_path: path,
    product_path: path,
  };
}

/** Writes a manifest, as in lists. */
export function manifestSummary(manifest: Manifest): object {
  const { token, name, group, folder, uploadedMs } = manifest;
  return {
    manifest_name: name,
    manifest_token: token,
    group_token: group,
    product_token: group,
    folder_token: folder ?? null,
    upload_date: formatTimestamp(uploadedMs),
  };
}
