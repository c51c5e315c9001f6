import type { Progress } from "@org/http-core";
import type { Job } from "../../client/operations/jobs.js";

/** Listens to what a command waits for. Without the listeners, nothing is reported. */
export interface PhaseListener {
  /** Receives the progress of an upload. */
  readonly onUploadProgress?: (progress: Progress) => void;
  /** Receives the progress of a download. */
  readonly onDownloadProgress?: (progress: Progress) => void;
  /** Receives the status of a background job. */
  readonly onPoll?: (job: Job) => void;
  /** Says that the server scans what the command sends. Default: it is waited for a response. */
  expectScan(): void;
  /** Says that the server has taken the work as a background job. */
  expectJob(): void;
}

/** Shows that the command is working: on a terminal by a spinner, with a bar during transfers; otherwise by lines. */
export interface Indicator extends PhaseListener {
  /** Starts the spinner after a short delay, so that quick commands show none. */
  show(): void;
  /** Removes the spinner, before anything else is written to the terminal or read from it. */
  hide(): void;
}
