import { parseArgs } from "node:util";

/** The settings of a run. The same settings inject the same faults. */
export interface SoakSettings {
  /** Number of calls on each transport. */
  readonly requests: number;
  /** Percentage of requests with a fault. */
  readonly faults: number;
  readonly seed: number;
  /** Bytes that the run leaks for each call, to prove that a leak is found. */
  readonly leak: number;
}

/** The transports, in the order of their runs. */
export type TransportName = "undici" | "got";

export const transportNames: readonly TransportName[] = ["undici", "got"];
export const workers = 16;
/** Memory growth is checked from this number of requests on, and strictly from the second; with fewer requests it is noise. */
export const checkedFrom = { requests: 100_000, maxMb: 1 } as const;
export const strictlyCheckedFrom = { requests: 300_000, maxMb: 0.3 } as const;
/** Short pauses before a retry, so that a run does not spend its time waiting. */
export const retry = { attempts: 3, baseDelayMs: 50 } as const;
/** A short window, so that a run both gets and fails to get permits many times. */
export const retryWindow = { limit: 4, windowMs: 2_000 } as const;
/** Above this share the session's quota of retries is used up, and calls fail for that reason. */
const maxFaults = 30;

const defaults: SoakSettings = { requests: 6_000, faults: 5, seed: 42, leak: 0 };

/**
 * Reads the command line.
 *
 * @throws RangeError that names the option and its valid values
 */
export function readSettings(args: readonly string[]): SoakSettings {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { requests: text, faults: text, seed: text, leak: text },
    strict: true,
  });
  return {
    requests: whole("requests", values.requests, 1_000, 10_000_000),
    faults: whole("faults", values.faults, 0, maxFaults),
    seed: whole("seed", values.seed, 0, 2 ** 31 - 1),
    leak: whole("leak", values.leak, 0, 1_000_000),
  };
}

/** Returns the command that repeats a run. */
export function commandOf({ requests, faults, seed, leak }: SoakSettings): string {
  const planted = leak === 0 ? "" : ` --leak ${leak}`;
  return `pnpm bench soak --requests ${requests} --faults ${faults} --seed ${seed}${planted}`;
}

function whole(name: keyof SoakSettings, text: string | undefined, least: number, most: number): number {
  if (text === undefined) return defaults[name];
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new RangeError(`--${name} must be a whole number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}
