import type { Command } from "commander";
import { globalOptions } from "../options/global-options.js";
import { writeOut, type Io } from "../io.js";
import type { Runner } from "../run-command.js";
import { packageVersion } from "../../util/package-files.js";

/** Fills `heartbeat` in. */
export function heartbeatCommand(heartbeat: Command, run: Runner): void {
  heartbeat.action(run(async ({ client, control }) => client.heartbeat(control)));
}

/** Fills `about` in. */
export function aboutCommand(about: Command, run: Runner): void {
  about.action(run(async ({ client, control }) => client.about(control)));
}

/** Fills `version` in. */
export function versionCommand(version: Command, _run: Runner, io: Io): void {
  version.action(async (_options: unknown, command: Command) => {
    const asJson = globalOptions(command, io.env).output === "json";
    await writeOut(io.stdout, `${asJson ? JSON.stringify(packageVersion()) : packageVersion()}\n`);
  });
}
