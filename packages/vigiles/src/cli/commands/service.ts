import type { Command } from "commander";
import type { Heartbeat } from "../../client/operations/service.js";
import { VigilesError } from "../../errors.js";
import { packageVersion } from "../../util/package-files.js";
import type { CommandContext } from "../context/command-context.js";
import { examples } from "../help/examples.js";
import { writeOut, type Io } from "../io.js";
import { readGlobalOptions } from "../options/global-options.js";
import type { Runner } from "../run-command.js";

/** Sets up `heartbeat`. */
export function setUpHeartbeat(heartbeat: Command, run: Runner): void {
  heartbeat
    .addHelpText("after", examples("vigiles heartbeat", "vigiles -k ~/keys/vigiles.json heartbeat"))
    .action(run(async (context) => requireHeartbeat(context)));
}

/** Sets up `about`. */
export function setUpAbout(about: Command, run: Runner): void {
  about
    .addHelpText("after", examples("vigiles about"))
    .action(run(async ({ client, control }) => client.about(control)));
}

/** Sets up `version`. It needs no client. */
export function setUpVersion(version: Command, _run: Runner, io: Io): void {
  version
    .addHelpText("after", examples("vigiles version", "vigiles --version"))
    .action(async (_options: unknown, command: Command) => {
      const isJson = readGlobalOptions(command, io.env).output === "json";
      await writeOut(io.stdout, `${isJson ? JSON.stringify(packageVersion()) : packageVersion()}\n`);
    });
}

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
