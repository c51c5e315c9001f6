import type { Command } from "commander";
import type { CommandContext } from "../../context/command-context.js";
import { examples } from "../../help/examples.js";
import { printResult } from "../../output/print-result.js";
import { addHint } from "../../errors/added-hints.js";
import type { Runner } from "../../run-command.js";
import { localChecks } from "./local-checks.js";
import { networkChecks, skippedNetworkChecks } from "./network-checks.js";
import { checkProjectFile } from "./project-check.js";

/** Sets up `doctor`. */
export function setUpDoctor(doctor: Command, run: Runner): void {
  doctor
    .addHelpText("after", "\nA request that takes 10 s fails and is not retried; --timeout and --retries change that.")
    .addHelpText("after", examples("vigiles doctor", "vigiles --proxy http://proxy.example.com:8080 doctor"))
    .action(run(runChecks));
}

/**
 * Makes every check.
 *
 * @param context - of the command
 * @returns the checks, to be printed; if one has failed, they are printed here
 * @throws the error of the first check that has failed, with its fix as the hint
 */
async function runChecks(context: CommandContext): Promise<unknown> {
  const local = await localChecks(context);
  const isBlocked = local.some(({ status }) => status === "fail");
  const reason = isBlocked ? "no configuration" : "dry run";
  const isSkipped = isBlocked || context.globals.dryRun;
  const project = await checkProjectFile(context);
  const results = [...local, project, ...(isSkipped ? skippedNetworkChecks(reason) : await networkChecks(context))];
  const rows = results.map(({ error: _error, ...check }) => check);
  const failed = results.find(({ status }) => status === "fail");
  if (failed === undefined) return rows;
  context.indicator.hide();
  await printResult(context, rows);
  addHint(failed.error, failed.fix);
  throw failed.error;
}
