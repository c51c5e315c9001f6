/** How long a check may take by default, in milliseconds: less than the limit of vitest and jest. */
export const defaultMaxCheckMs = 4_000;

/** A check that did not end in time. */
export interface UnfinishedCheck {
  /** How long the check may take, in milliseconds. */
  readonly maxCheckMs: number;
  /** Says what the check waits for. */
  readonly waitsFor: () => string;
}

/**
 * Runs a check. If it does not end in time, it fails with a message of its own, before the test runner gives up.
 *
 * @param check - its signal aborts when the deadline has passed
 * @param unfinished - how long it may take, and what it waits for
 * @throws Error if the check does not end in time, and any error of the check
 */
export async function runInTime(
  check: (signal: AbortSignal) => Promise<void> | void,
  { maxCheckMs, waitsFor }: UnfinishedCheck,
): Promise<void> {
  const controller = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const advice = "If the machine is only slow, set maxCheckMs of the suite and the runner's own limit higher";
    late.reject(new Error(`The check did not end within ${maxCheckMs} ms. ${waitsFor()}. ${advice}`));
  }, maxCheckMs);
  try {
    await Promise.race([check(controller.signal), late.promise]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
