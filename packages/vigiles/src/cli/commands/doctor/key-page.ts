import { editions } from "@org/linuxlink-auth";
import type { CommandContext } from "../../context/command-context.js";

/**
 * Says on which page of the service keys are made and downloaded.
 *
 * @param context - of the command
 */
export function keyPageOf({ client }: CommandContext): string {
  const { edition = "groups", url = editions[edition].server } = client.currentConfig;
  const page = edition === "groups" ? "your profile page" : "your preferences page";
  return `${page}, in the user menu of ${url}`;
}
