import type { LocationTokens } from "../../client/configuration/choose-location-tokens.js";
import type { CommandContext } from "../context/command-context.js";
import type { Named } from "./find-by-name.js";
import type { TokenKind } from "./token-kinds.js";

/** Where something is looked for by its name. */
export interface Place extends LocationTokens {
  /** Looks among archived groups and folders. Default: among those that are not archived. */
  readonly isArchived?: boolean | undefined;
}

/**
 * Lists what can be meant by a name.
 *
 * @param context - of the command
 * @param kind - of what is listed; reports have no names
 * @param place - for folders and SBOMs. Default: the configured group or folder
 * @throws errors of the service
 */
export async function listNamed(context: CommandContext, kind: TokenKind, place: Place): Promise<Named[]> {
  const { client, control } = context;
  const { isArchived, ...location } = place;
  if (kind === "report") return [];
  if (kind === "folder") {
    const options = { ...location, archivedOnly: isArchived, ...control };
    const folders = await client.folders.list(options).all();
    return folders.map(({ folder_name: name, folder_token: token }) => ({ name, token }));
  }
  if (kind === "manifest") {
    const manifests = await client.manifests.list({ ...location, ...control }).all();
    return manifests.map(({ manifest_name: name, manifest_token: token, upload_date: note }) => ({
      name,
      token,
      note,
    }));
  }
  if ((await client.edition()) === "products") return client.products.list(control).all();
  const groups = isArchived ? client.groups.listArchived(control) : client.groups.list(control);
  return groups.all();
}
