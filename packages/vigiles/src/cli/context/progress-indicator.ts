import type { GlobalOptions } from "../options/global-options.js";
import type { Io, Sink } from "../io.js";
import type { Indicator } from "./indicator.js";
import { progressText } from "./progress-bar.js";
import { trackPhases } from "./track-phases.js";
import { waitingLines } from "./waiting-lines.js";

/** Work that takes less time than this shows no spinner, in milliseconds. */
const spinnerDelayMs = 150;

/** Begin and end of an update that a terminal draws at once (DEC private mode 2026). */
const synchronizedOutput: ReadonlySet<string> = new Set(["\u001B[?2026h", "\u001B[?2026l"]);

const nothing = (): void => {};
const hidden: Indicator = { expectScan: nothing, expectJob: nothing, show: nothing, hide: nothing };

/**
 * Makes the indicator of a command: a spinner on a terminal, otherwise lines. It shows nothing if log lines would disturb it.
 *
 * @param io - standard error is written to
 * @param globals - `--quiet`, `--dry-run` and `--debug` switch the indicator off
 * @param label - what the command does, shown next to the spinner
 */
export async function createIndicator(io: Io, globals: GlobalOptions, label: string): Promise<Indicator> {
  const { stderr, env } = io;
  if (globals.quiet || globals.dryRun || globals.logLevel === "debug") return hidden;
  if (env["TERM"] === "dumb" || env["CI"] || !isTerminal(stderr)) return waitingLines(io, label);
  const { default: yoctoSpinner } = await import("yocto-spinner");
  // The command handles signals itself.
  const spinner = yoctoSpinner({ text: label, stream: withoutSynchronizedOutput(stderr), handleSignals: false });
  let timer: NodeJS.Timeout | undefined;
  let line = label;
  const setText = (text: string): void => {
    line = `${label}: ${text}`;
    if (spinner.isSpinning && line !== spinner.text) spinner.text = line;
  };
  return {
    ...trackPhases(setText, progressText),
    show() {
      timer ??= setTimeout(() => spinner.start(line), spinnerDelayMs).unref();
    },
    hide() {
      clearTimeout(timer);
      timer = undefined;
      spinner.stop();
    },
  };
}

/** A terminal whose lines can be rewritten. */
function isTerminal(sink: Sink): sink is Sink & NodeJS.WriteStream {
  return sink.isTTY === true && "cursorTo" in sink && "clearLine" in sink;
}

/** The terminal without the spinner's updates that are drawn at once. Not every terminal knows them, and one line needs none. */
function withoutSynchronizedOutput(terminal: NodeJS.WriteStream): NodeJS.WriteStream {
  const write = (chunk: string): boolean => synchronizedOutput.has(chunk) || terminal.write(chunk);
  return Object.create(terminal, { write: { value: write, writable: true } }) as NodeJS.WriteStream;
}
