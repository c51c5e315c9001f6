import type { LocationTokens } from "../../../client/configuration/choose-location-tokens.js";
import { VigilesError } from "../../../errors.js";
import type { CommandContext } from "../../context/command-context.js";
import { findLocation } from "../../names/with-tokens.js";

/**
 * Finds the tokens of the group and folder that an upload goes to, before anything is sent.
 *
 * @param context - of the command
 * @param location - tokens or names, of flags and the project file
 * @throws VigilesError `USAGE` for a folder without a group; `NAME_UNKNOWN`, `NAME_AMBIGUOUS`
 */
export async function findUploadLocation(context: CommandContext, location: LocationTokens): Promise<LocationTokens> {
  await requireGroup(context, location);
  return findLocation(context, location);
}

/** Without a group the service ignores the folder, and the SBOM goes to the Private Workspace. */
async function requireGroup({ client }: CommandContext, location: LocationTokens): Promise<void> {
  const { groupToken, productToken, folderToken } = location;
  if (folderToken === undefined || groupToken !== undefined || productToken !== undefined) return;
  await client.configure();
  const configured = client.currentConfig;
  if (configured.groupToken !== undefined || configured.productToken !== undefined) return;
  throw new VigilesError(
    "USAGE",
    "A folder needs its group: add --group-token, or a dashboard config with the group (-d)",
  );
}
