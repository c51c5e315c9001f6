import type { Heartbeat } from "../../client/operations/service.js";
import { VigilesError } from "../../errors.js";
import type { CommandContext } from "../context/command-context.js";

/**
 * Sends a heartbeat. Other servers, such as a portal of the network, respond to it too, but not with what the service says.
 *
 * @param context - of the command
 * @param control - of the call. Default: that of the command
 * @returns the response; in a dry run the request
 * @throws VigilesError `RESPONSE_INVALID` if the response does not say that the service works
 */
export async function requireHeartbeat(
  { client, control: ofCommand, globals }: Pick<CommandContext, "client" | "control" | "globals">,
  control: CommandContext["control"] = ofCommand,
): Promise<Heartbeat> {
  const response = await client.heartbeat(control);
  if (globals.dryRun || response.ok === true) return response;
  throw new VigilesError("RESPONSE_INVALID", 'The response to the heartbeat lacks "ok": true, which the service sends');
}
