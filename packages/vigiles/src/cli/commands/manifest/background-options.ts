import type { Command } from "commander";
import type { BackgroundOptions } from "../../../client/operations/manifests/background-scan.js";
import { oneLine } from "../../../util/printable.js";
import type { CommandContext } from "../../context/command-context.js";

/** Flags of commands that the server can run in the background. */
export interface BackgroundFlags {
  /** Scans in the background and waits. */
  readonly background?: boolean;
  /** Scans in the background and prints the id of the job. */
  readonly returnJob?: boolean;
}

/**
 * Adds the flags of {@link BackgroundFlags}.
 *
 * @param command - starts a scan
 */
export function addBackgroundOptions(command: Command): Command {
  return command
    .option("--background", "scan in the background on the server, and wait for the result")
    .option("--return-job", "scan in the background, and print the id of the job instead of waiting");
}

/**
 * Turns the flags into options of the client.
 *
 * @param context - of the command; `--timeout` limits the waiting
 * @param flags - of the command line
 */
export function backgroundOptions(
  { io, globals, indicator }: CommandContext,
  flags: BackgroundFlags,
): BackgroundOptions {
  return {
    background: flags.background === true || flags.returnJob === true,
    returnJob: flags.returnJob,
    timeoutMs: globals.timeoutMs,
    onPoll: indicator.onPoll,
    // Ctrl-C ends the waiting but not the job: the user needs the id to wait for it again.
    onJob(id) {
      indicator.expectJob();
      io.signal?.addEventListener("abort", () => {
        const job = oneLine(id);
        io.stderr.write(`vigiles: job ${job} is still running; wait for it with: vigiles job wait ${job}\n`, () => {});
      });
    },
  };
}
