import type { Command } from "commander";
import { packageVersion } from "../../util/package-files.js";
import { examples } from "../help/examples.js";
import { writeOut, type Io } from "../io.js";
import { readGlobalOptions } from "../options/global-options.js";
import type { Runner } from "../run-command.js";
import { requireHeartbeat } from "./require-heartbeat.js";

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
