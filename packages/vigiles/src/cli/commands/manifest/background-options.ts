import type { Command } from "commander";
import type { BackgroundOptions } from "../../../client/operations/manifests/background-scan.js";
import { oneLine } from "../../../util/printable.js";
import type { CommandContext } from "../../context/command-context.js";

/** Flags of commands that the service can run in the background. */
export interface JobOptions {
  readonly background?: boolean;
  readonly returnJob?: boolean;
}

/** Adds them. */
export function addJobOptions(command: Command): Command {
  return command
    .option("--background", "let the service work in the background, and wait for it")
    .option("--return-job", "the same, without waiting: print the job's id");
}

/**
 * The flags as options of the client.
 *
 * @param context - says how long to wait
 * @param options - the flags
 */
export function jobWait({ io, globals, indicator }: CommandContext, options: JobOptions): BackgroundOptions {
  return {
    background: options.background === true || options.returnJob === true,
    returnJob: options.returnJob,
    timeoutMs: globals.timeoutMs,
    onPoll: indicator.onPoll,
    // Whoever stops waiting has not stopped the job, and needs its id to come back to it.
    onJob: (id) =>
      io.signal?.addEventListener("abort", () => {
        io.stderr.write(`vigiles: job ${oneLine(id)} goes on; wait on: vigiles job wait ${oneLine(id)}\n`, () => {});
      }),
  };
}
