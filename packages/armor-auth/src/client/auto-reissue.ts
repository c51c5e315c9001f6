import type { Clock, Logger } from "@org/http-core";

/** What a repeated reissue works with. */
export interface AutoReissueParts {
  readonly everyMs: number;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "warn">;
  reissue(): Promise<void>;
}

/**
 * Reissues a token again and again. The next round starts when the last one has ended, so that rounds never overlap; a
 * failed one is logged.
 *
 * @returns stops it
 */
export function autoReissue({ everyMs, clock, logger, reissue }: AutoReissueParts): () => void {
  let stopped = false;
  let cancel = (): void => {};
  const schedule = (): void => {
    if (!stopped) cancel = clock.setTimer(round, everyMs);
  };
  const round = (): void => {
    void reissue()
      .catch((error: unknown) => warn(error))
      .finally(schedule);
  };
  const warn = (error: unknown): void => {
    if (!stopped) logger.warn(`The automatic reissue failed: ${error instanceof Error ? error.message : "no reason"}`);
  };
  schedule();
  return () => {
    stopped = true;
    cancel();
  };
}
