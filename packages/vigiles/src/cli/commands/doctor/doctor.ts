import type { Command } from "commander";
import { localChecks } from "./local-checks.js";
import { networkChecks, skippedNetworkChecks } from "./network-checks.js";
import type { CommandContext } from "../../context/command-context.js";
import { printResult } from "../../output/print-result.js";
import type { Runner } from "../../run-command.js";
import { examples } from "../../help/examples.js";

/** Fills `doctor` in. */
export function doctorCommand(doctor: Command, run: Runner): void {
  doctor.addHelpText("after", examples("vigiles doctor", "vigiles --proxy http://proxy.example.com:8080 doctor"));
  doctor.action(run(examine));
}

/** Prints every check, and then fails as the first failed one did. */
async function examine(context: CommandContext): Promise<unknown> {
  const local = await localChecks(context);
  const blocked = local.some(({ status }) => status === "fail");
  const why = blocked ? "no configuration" : "dry run";
  const skipped = blocked || context.globals.dryRun;
  const findings = [...local, ...(skipped ? skippedNetworkChecks(why) : await networkChecks(context))];
  const rows = findings.map(({ error: _error, ...check }) => check);
  const failed = findings.find(({ status }) => status === "fail");
  if (failed === undefined) return rows;
  context.indicator.hide();
  await printResult(context, rows);
  throw failed.error;
}
