import type { Progress } from "@org/http-core";
import { oneLine } from "../../util/printable.js";
import type { PhaseListener } from "./indicator.js";
import { sizeText } from "./progress-bar.js";

/** Statuses of a running job. */
const running: ReadonlySet<string> = new Set(["running", "started", "processing", "in_progress"]);

/**
 * Turns what a command waits for into words: how much is sent, that a scan is queued, that it runs.
 *
 * @param onPhase - receives the words whenever they change
 * @param transferText - describes a running transfer
 */
export function trackPhases(
  onPhase: (phase: string) => void,
  transferText: (progress: Progress) => string,
): PhaseListener {
  let isScan = false;
  return {
    onUploadProgress(progress) {
      const { bytes, totalBytes } = progress;
      const sent = `sent ${transferText(progress)}`;
      if (totalBytes === undefined || bytes < totalBytes) return onPhase(sent);
      onPhase(`${sent}; ${isScan ? "scanning" : "waiting for the response"}`);
    },
    onDownloadProgress: (progress) => onPhase(`received ${transferText(progress)}`),
    onPoll: ({ status }) => onPhase(jobPhase(status, isScan)),
    expectScan: () => void (isScan = true),
    expectJob: () => onPhase("queued"),
  };
}

function jobPhase(status: unknown, isScan: boolean): string {
  if (typeof status !== "string") return "job is in an unknown state";
  if (status === "queued" || status === "pending") return "queued";
  return isScan && running.has(status) ? "scanning" : `job is ${oneLine(status)}`;
}

/**
 * Describes a transfer in words, for lines of a log.
 *
 * @param progress - bytes so far, and in all
 * @returns for example `50 % of 2.0 MB`, or `2.0 MB` at the end
 */
export function transferWords({ bytes, totalBytes }: Progress): string {
  if (totalBytes === undefined || totalBytes === 0 || bytes >= totalBytes) return sizeText(bytes);
  return `${Math.floor((bytes / totalBytes) * 100)} % of ${sizeText(totalBytes)}`;
}
