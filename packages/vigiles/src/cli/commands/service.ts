import type { Command } from "commander";
import { globalOptions } from "../options/global-options.js";
import { writeOut, type Io } from "../io.js";
import type { Runner } from "../run-command.js";
import { packageVersion } from "../../util/package-files.js";
import { examples } from "../help/examples.js";

/** Fills `heartbeat` in. */
export function heartbeatCommand(heartbeat: Command, run: Runner): void {
  heartbeat.addHelpText("after", examples("vigiles heartbeat", "vigiles -k ~/keys/vigiles.json heartbeat"));
  heartbeat.action(run(async ({ client, control }) => client.heartbeat(control)));
}

/** Fills `about` in. */
export function aboutCommand(about: Command, run: Runner): void {
  about.addHelpText("after", examples("vigiles about"));
  about.action(run(async ({ client, control }) => client.about(control)));
}

/** Fills `version` in. */
export function versionCommand(version: Command, _run: Runner, io: Io): void {
  version.addHelpText("after", examples("vigiles version", "vigiles --version"));
  version.action(async (_options: unknown, command: Command) => {
    const asJson = globalOptions(command, io.env).output === "json";
    await writeOut(io.stdout, `${asJson ? JSON.stringify(packageVersion()) : packageVersion()}\n`);
  });
}
