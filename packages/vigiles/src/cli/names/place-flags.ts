import { omitUndefined } from "@org/http-core/authoring";
import type { Command } from "commander";

/** Flags of a command that say where it looks for an SBOM by its name. */
export interface PlaceFlags {
  /** Token or name of a group. Default: the configured one. */
  readonly groupToken?: string;
  /** Token or name of a folder. Default: the configured one, unless a group is given. */
  readonly folderToken?: string;
}

/** Adds the flags that {@link placeOf} reads. */
export function addPlaceOptions(command: Command): Command {
  return command
    .option(
      "-g, --group-token <token>",
      "group in which the SBOM is looked for by its name (default: the configured one)",
    )
    .option("--folder-token <token>", "folder in which the SBOM is looked for by its name");
}

/** Selects the flags of the place among those of a command. */
export function placeOf({ groupToken, folderToken }: PlaceFlags): PlaceFlags {
  return omitUndefined({ groupToken, folderToken });
}
