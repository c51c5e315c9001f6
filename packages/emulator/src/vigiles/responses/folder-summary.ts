import type { Folder } from "../store/state.js";
import { formatTimestamp } from "../timestamps.js";

/** Writes a folder, as in lists. The response to a new folder has `description` instead of `folder_description`. */
export function folderSummary({ token, name, description, group, parent, createdMs, archived }: Folder): object {
  return {
    folder_token: token,
    folder_name: name,
    folder_description: description,
    creation_date: formatTimestamp(createdMs),
    group_token: group,
    product_token: group,
    parent_folder_token: parent ?? null,
    archived,
  };
}
