import type { Progress } from "@org/http-core";
import type { Job } from "../../client/operations/jobs.js";
import { oneLine } from "../../util/printable.js";
import type { GlobalOptions } from "../options/global-options.js";
import type { Io, Sink } from "../io.js";
import { progressText } from "./progress-bar.js";

/** Shows people that something goes on: a spinner, and a bar where it is known how far it is. */
export interface Indicator {
  readonly onUploadProgress?: (progress: Progress) => void;
  readonly onDownloadProgress?: (progress: Progress) => void;
  readonly onPoll?: (job: Job) => void;
  /** Shows it, unless the work ends at once. */
  show(): void;
  /** Takes it away: something else is to be written, or read from the terminal. */
  hide(): void;
}

/** Shorter work needs no spinner. */
const patienceMs = 150;

const hidden: Indicator = { show: () => {}, hide: () => {} };

/**
 * The indicator of a command. There is none where nobody looks on, or where lines of a log would run through it.
 *
 * @param io - standard error shows it
 * @param globals - may ask for quiet
 * @param label - what goes on
 */
export async function createIndicator(io: Io, globals: GlobalOptions, label: string): Promise<Indicator> {
  const { stderr, env } = io;
  const unwanted =
    globals.quiet || globals.dryRun || globals.logLevel === "debug" || env["TERM"] === "dumb" || env["CI"];
  if (unwanted || !isTerminal(stderr)) return hidden;
  const { default: yoctoSpinner } = await import("yocto-spinner");
  // Signals are the command's own affair.
  const spinner = yoctoSpinner({ text: label, stream: stderr, handleSignals: false });
  let timer: NodeJS.Timeout | undefined;
  let line = label;
  const say = (text: string): void => {
    line = `${label}: ${text}`;
    if (spinner.isSpinning && line !== spinner.text) spinner.text = line;
  };
  return {
    onUploadProgress: (progress) => say(`sent ${progressText(progress)}`),
    onDownloadProgress: (progress) => say(`received ${progressText(progress)}`),
    onPoll: ({ status }) => say(`job is ${oneLine(String(status))}`),
    show() {
      timer ??= setTimeout(() => spinner.start(line), patienceMs).unref();
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
