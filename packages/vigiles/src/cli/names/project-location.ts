import { omitUndefined } from "@org/http-core/authoring";
import type { LocationTokens } from "../../client/configuration/choose-location-tokens.js";
import type { CommandContext } from "../context/command-context.js";

/**
 * Adds the group and folder of the project file to options that name no group or product. A dashboard config takes
 * precedence over the project file.
 *
 * @param context - of the command
 * @param options - from the flags of the command line
 */
export async function withProjectLocation<T extends LocationTokens>(
  context: Pick<CommandContext, "globals" | "project">,
  options: T,
): Promise<T> {
  const { groupToken, productToken } = options;
  if (groupToken !== undefined || productToken !== undefined || context.globals.dashConfig !== undefined)
    return options;
  const project = await context.project();
  return { ...project?.location, ...omitUndefined(options) } as T;
}
