import { systemClock } from "@org/http-core";
import type { Io } from "../io.js";
import type { Indicator } from "./indicator.js";
import { trackPhases, transferWords } from "./track-phases.js";

/** Build servers end jobs that print nothing for some minutes. In milliseconds. */
const lineIntervalMs = 30_000;

/**
 * Makes an indicator for standard error that is not a terminal, such as the log of a build: a line each 30 s.
 *
 * @param io - the lines go to standard error; its clock tells the time
 * @param label - what the command does, the beginning of each line
 * @returns an indicator whose lines read, for example, `vigiles manifest upload: sent 2.0 MB; scanning (60 s)`
 */
export function waitingLines({ stderr, clock = systemClock }: Pick<Io, "stderr" | "clock">, label: string): Indicator {
  let phase = "waiting";
  let cancel: (() => void) | undefined;
  let startMs = clock.monotonicMs();
  const schedule = (): void => {
    cancel = clock.setTimer(() => {
      const seconds = Math.round((clock.monotonicMs() - startMs) / 1000);
      stderr.write(`${label}: ${phase} (${seconds} s)\n`, () => {});
      schedule();
    }, lineIntervalMs);
  };
  return {
    ...trackPhases((words) => void (phase = words), transferWords),
    show() {
      if (cancel !== undefined) return;
      startMs = clock.monotonicMs();
      schedule();
    },
    hide() {
      cancel?.();
      cancel = undefined;
    },
  };
}
