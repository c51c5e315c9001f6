import type { Progress } from "@org/http-core";
import type { Job } from "../../client/operations/jobs.js";
import { oneLine } from "../../util/printable.js";
import type { GlobalOptions } from "../options/global-options.js";
import type { Io, Sink } from "../io.js";
import { progressText } from "./progress-bar.js";

/** Shows on a terminal that the command is working: a spinner, and a bar during transfers. */
export interface Indicator {
  /** Shows the progress of an upload. */
  readonly onUploadProgress?: (progress: Progress) => void;
  /** Shows the progress of a download. */
  readonly onDownloadProgress?: (progress: Progress) => void;
  /** Shows the status of a background job. */
  readonly onPoll?: (job: Job) => void;
  /** Starts the spinner after a short delay, so that quick commands show none. */
  show(): void;
  /** Removes the spinner, before anything else is written to the terminal or read from it. */
  hide(): void;
}

/** Work that takes less time than this shows no spinner, in milliseconds. */
const spinnerDelayMs = 150;

/** Begin and end of an update that a terminal draws at once (DEC private mode 2026). */
const synchronizedOutput: ReadonlySet<string> = new Set(["\u001B[?2026h", "\u001B[?2026l"]);

const hidden: Indicator = { show: () => {}, hide: () => {} };

/**
 * Makes the indicator of a command. It shows nothing if standard error is not a terminal, or if log lines would disturb it.
 *
 * @param io - the spinner is drawn on standard error
 * @param globals - `--quiet`, `--dry-run` and `--debug` switch the indicator off
 * @param label - what the command does, shown beside the spinner
 */
export async function createIndicator(io: Io, globals: GlobalOptions, label: string): Promise<Indicator> {
  const { stderr, env } = io;
  const isOff = globals.quiet || globals.dryRun || globals.logLevel === "debug" || env["TERM"] === "dumb" || env["CI"];
  if (isOff || !isTerminal(stderr)) return hidden;
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
    onUploadProgress: (progress) => setText(`sent ${progressText(progress)}`),
    onDownloadProgress: (progress) => setText(`received ${progressText(progress)}`),
    onPoll: ({ status }) => setText(`job is ${typeof status === "string" ? oneLine(status) : "in an unknown state"}`),
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
