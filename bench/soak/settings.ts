import { parseArgs } from "node:util";

/** What a run is made of; the same settings strike the same requests. */
export interface SoakSettings {
  /** Calls on each transport. */
  readonly requests: number;
  /** How many of a hundred requests are struck. */
  readonly faults: number;
  readonly seed: number;
  /** Bytes of each call that the run itself holds on to: shows that a leak is found. */
  readonly leak: number;
}

/** The transports that are soaked, one after the other. */
export type TransportName = "undici" | "got";

export const transportNames: readonly TransportName[] = ["undici", "got"];
export const workers = 16;
/** From so many requests on what memory rises by is judged, and from so many sharply; with fewer it is noise. */
export const judgedFrom = { requests: 100_000, mostMb: 1 } as const;
export const judgedSharplyFrom = { requests: 300_000, mostMb: 0.3 } as const;
/** Pauses before a repeat are short, so that a run is about requests and not about waiting. */
export const retry = { attempts: 3, baseDelayMs: 50 } as const;
/** A window that both gives and refuses permits many times in a run, as ten minutes would not. */
export const retryWindow = { limit: 4, windowMs: 2_000 } as const;
/** Above this share the session's quota for repeats runs dry, and what then fails is no fault of anybody's. */
const mostFaults = 30;

const defaults: SoakSettings = { requests: 6_000, faults: 5, seed: 42, leak: 0 };

/**
 * Reads the command line.
 *
 * @throws RangeError that names the option and what it may be
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
    faults: whole("faults", values.faults, 0, mostFaults),
    seed: whole("seed", values.seed, 0, 2 ** 31 - 1),
    leak: whole("leak", values.leak, 0, 1_000_000),
  };
}

/** The command that repeats a run. */
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
