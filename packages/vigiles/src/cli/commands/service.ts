import type { Command } from "commander";
import { globalOptions } from "../global-options.js";
import { writeOut, type Io } from "../io.js";
import type { Runner } from "../runner.js";
import { packageVersion } from "../version.js";

/** Adds `heartbeat`, `about` and `version`. */
export function serviceCommands(program: Command, run: Runner, io: Io): void {
  program
    .command("heartbeat")
    .alias("test")
    .description("ask whether the service is there and the key is good")
    .action(run(async ({ client, control }) => client.heartbeat(control)));
  program
    .command("about")
    .description("versions of the service and its database")
    .action(run(async ({ client, control }) => client.about(control)));
  program
    .command("version")
    .description("version of this command")
    .action(async (_options: unknown, command: Command) => {
      const asJson = globalOptions(command, io.env).output === "json";
      await writeOut(io.stdout, `${asJson ? JSON.stringify(packageVersion()) : packageVersion()}\n`);
    });
}
