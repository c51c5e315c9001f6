import type { Clock, Logger } from "@org/http-core";
import { isError } from "@org/http-core/authoring";

/** What the automatic reissue needs. */
export interface AutoReissueOptions {
  /** Milliseconds from the end of one reissue to the start of the next. */
  readonly everyMs: number;
  /** Times the intervals. */
  readonly clock: Clock;
  /** Receives a warning for each reissue that fails. */
  readonly logger: Pick<Logger, "warn">;
  /** Reissues the token once. */
  reissue(): Promise<void>;
}

/**
 * Reissues a token at intervals. The next interval starts when the last reissue has ended, so two never overlap.
 *
 * @returns a function that stops it
 */
export function startAutoReissue({ everyMs, clock, logger, reissue }: AutoReissueOptions): () => void {
  let isStopped = false;
  let cancelTimer = (): void => {};
  const schedule = (): void => {
    if (!isStopped) cancelTimer = clock.setTimer(run, everyMs);
  };
  const run = (): void => {
    void reissue().catch(warn).finally(schedule);
  };
  const warn = (error: unknown): void => {
    const reason = isError(error) ? error.message : "unknown reason";
    if (!isStopped) logger.warn(`The automatic reissue failed: ${reason}`);
  };
  schedule();
  return () => {
    isStopped = true;
    cancelTimer();
  };
}
