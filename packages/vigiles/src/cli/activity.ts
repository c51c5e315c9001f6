import type { Progress } from "@org/http-core";
import type { Spinner } from "yocto-spinner";
import type { Job } from "../client/jobs.js";
import type { GlobalOptions } from "./global-options.js";
import type { Io } from "./io.js";

/** Shorter work is over before anybody wonders. */
const patienceMs = 300;
const barWidth = 24;
const waiting = "Waiting for the service";

/** What a person sees while a command works; it is told by the calls. */
export interface Activity {
  readonly onUploadProgress: (progress: Progress) => void;
  readonly onDownloadProgress: (progress: Progress) => void;
  readonly onPoll: (job: Job) => void;
  /** Shows it, again where it was hidden. */
  show(): void;
  /** Takes it away, so that something else can be printed. */
  hide(): void;
}

/**
 * Shows on standard error that a command is at work: what has left or come, else that the service is waited for. For
 * terminals alone.
 *
 * @param io - the command's world
 * @param globals - nothing is shown with `--log-level silent` or in a dry run
 */
export function activityOf({ stderr, env }: Io, { logLevel, dryRun }: GlobalOptions): Activity {
  const wanted = isTerminal(stderr) && logLevel !== "silent" && !dryRun && env["TERM"] !== "dumb" && !("CI" in env);
  const line = wanted ? new SpinnerLine(stderr) : undefined;
  return {
    onUploadProgress: ({ bytes, totalBytes }) => {
      const isOver = totalBytes !== undefined && bytes >= totalBytes;
      line?.say(isOver ? waiting : `Uploading ${progressOf(bytes, totalBytes)}`);
    },
    onDownloadProgress: ({ bytes, totalBytes }) => line?.say(`Downloading ${progressOf(bytes, totalBytes)}`),
    onPoll: ({ status }) => line?.say(`The job is ${status}`),
    show: () => line?.show(),
    hide: () => line?.hide(),
  };
}

/** A stream that can move its cursor. */
type Terminal = NodeJS.WriteStream;

function isTerminal(sink: Io["stderr"]): sink is Terminal {
  return sink.isTTY === true && "cursorTo" in sink;
}

/** One line that turns; it is loaded when it is first seen. */
class SpinnerLine {
  readonly #stream: Terminal;
  #text = waiting;
  #timer: NodeJS.Timeout | undefined;
  #spinner: Spinner | undefined;

  constructor(stream: Terminal) {
    this.#stream = stream;
  }

  say(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    if (this.#spinner !== undefined) this.#spinner.text = text;
  }

  show(): void {
    this.#timer ??= setTimeout(() => void this.#start(), patienceMs).unref();
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#spinner?.stop();
    this.#spinner = undefined;
  }

  async #start(): Promise<void> {
    const timer = this.#timer;
    const { default: yoctoSpinner } = await import("yocto-spinner");
    if (this.#timer !== timer || timer === undefined) return;
    this.#spinner = yoctoSpinner({ text: this.#text, stream: this.#stream, handleSignals: false }).start();
  }
}

function progressOf(bytes: number, totalBytes: number | undefined): string {
  if (totalBytes === undefined || totalBytes === 0) return megabytes(bytes);
  const share = Math.min(1, bytes / totalBytes);
  const full = Math.round(share * barWidth);
  const bar = "█".repeat(full) + "░".repeat(barWidth - full);
  return `${bar} ${Math.floor(share * 100)} % of ${megabytes(totalBytes)}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
