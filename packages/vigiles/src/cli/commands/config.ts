import type { Command } from "commander";
import type { Runner } from "../run-command.js";
import { settingsOf } from "../settings.js";

/** Fills `config` in. */
export function configCommand(config: Command, run: Runner): void {
  config.action(run(async (context) => settingsOf(context)));
}
