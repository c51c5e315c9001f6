import type { LocationTokens } from "../../client/configuration/choose-location-tokens.js";
import type { Manifest } from "../../client/operations/manifests/manifest.js";
import type { CommandContext } from "../context/command-context.js";
import type { Named } from "./find-by-name.js";
import type { TokenKind } from "./token-kinds.js";

/** Where something is looked for by its name. */
export interface Place extends LocationTokens {
  /** Looks among archived groups and folders. Default: among those that are not archived. */
  readonly isArchived?: boolean | undefined;
}

/**
 * Lists the objects that a name can mean.
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
    return manifests.map(namedManifest);
  }
  if ((await client.edition()) === "products") return client.products.list(control).all();
  const groups = isArchived ? client.groups.listArchived(control) : client.groups.list(control);
  return groups.all();
}

function namedManifest(manifest: Manifest): Named {
  const { manifest_name: name, manifest_token: token, upload_date: date } = manifest;
  return { name, token, date, place: describePlace(manifest) };
}

/** In the edition `groups`, an SBOM may have the token of its group as that of its product too. */
function describePlace({ group_token: group, product_token: product, folder_token: folder }: Manifest): string {
  const groupOrProduct = group ? `group ${group}` : product && `product ${product}`;
  return [groupOrProduct, folder && `folder ${folder}`].filter(Boolean).join(", ");
}
