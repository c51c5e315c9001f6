import type { Command } from "commander";
import { addAdvice } from "./advice/setting-advice.js";
import { withContext, type CommandContext } from "./context/command-context.js";
import { stderrLogger } from "./context/logger.js";
import { warnOfProxy } from "./context/proxy-warning.js";
import { createIndicator } from "./context/progress-indicator.js";
import { pathOf } from "./help/style.js";
import type { Io } from "./io.js";
import { readGlobalOptions } from "./options/global-options.js";
import { printResult } from "./output/print-result.js";

/** Turns the work of a command into the action that commander calls: it makes the client and prints the result. */
export type Runner = <A extends unknown[]>(
  work: (context: CommandContext, ...args: A) => Promise<unknown>,
) => (...args: [...A, Command]) => Promise<void>;

/**
 * Makes the runner of a command line.
 *
 * @param io - where results and warnings are written
 */
export function createRunner(io: Io): Runner {
  return <A extends unknown[]>(work: (context: CommandContext, ...args: A) => Promise<unknown>) =>
    async (...args: [...A, Command]): Promise<void> => {
      const command = args.at(-1) as Command;
      const commandArgs = args.slice(0, -1) as unknown[] as A;
      const globals = readGlobalOptions(command, io.env);
      const logger = stderrLogger(io.stderr, globals.logLevel);
      const indicator = await createIndicator(io, globals, pathOf(command));
      await withContext({ io, command, globals, logger, indicator }, async (context) => {
        indicator.show();
        const result = await work(context, ...commandArgs)
          .finally(() => indicator.hide())
          .catch((error: unknown) => {
            warnOfProxy(context, error);
            addAdvice(context, error);
            throw error;
          });
        await printResult(context, globals.dryRun ? await describeDryRun(context, result) : result);
      });
    };
}

async function describeDryRun(context: CommandContext, result: unknown): Promise<unknown> {
  const { showSignedMessage } = await import("./context/request-parts.js");
  return showSignedMessage(context, result);
}
