import type { Command } from "commander";
import { withContext, type CommandContext } from "./context/command-context.js";
import { globalOptions } from "./options/global-options.js";
import { pathOf } from "./help/style.js";
import { createIndicator } from "./context/progress-indicator.js";
import type { Io } from "./io.js";
import { stderrLogger } from "./context/logger.js";
import { printResult } from "./output/print-result.js";

/** Turns what a command does into what the parser calls: the client is made, the result printed. */
export type Runner = <A extends unknown[]>(
  work: (context: CommandContext, ...args: A) => Promise<unknown>,
) => (...args: [...A, Command]) => Promise<void>;

const dryRunWarning = "the signature below is usable by whoever sees it: it never expires";

/** @param io - the command's world */
export function runner(io: Io): Runner {
  return <A extends unknown[]>(work: (context: CommandContext, ...args: A) => Promise<unknown>) =>
    async (...args: [...A, Command]): Promise<void> => {
      const command = args.at(-1) as Command;
      const rest = args.slice(0, -1) as unknown[] as A;
      const globals = globalOptions(command, io.env);
      const logger = stderrLogger(io.stderr, globals.logLevel);
      const indicator = await createIndicator(io, globals, pathOf(command));
      await withContext({ io, command, globals, logger, indicator }, async (context) => {
        indicator.show();
        const result = await work(context, ...rest).finally(() => indicator.hide());
        if (globals.dryRun && isSigned(result)) logger.warn(dryRunWarning);
        await printResult(context, result);
      });
    };
}

function isSigned(result: unknown): boolean {
  return typeof result === "object" && result !== null && "hmac_msg" in result;
}
