import type { Noise } from "./noise.ts";
import type { Share } from "./profile.ts";
import type { Figure } from "./statistics.ts";

/** One row of the table: a measurement and its target, if any. */
export interface Row {
  readonly work: string;
  readonly unit: "×" | "µs" | "ms" | "MB" | "KB" | "bytes" | "";
  readonly figure: Figure;
  /** The highest allowed value. Absent: the row is only shown for comparison. */
  readonly atMost?: number;
  /** A profile, for a row that misses its target. */
  readonly profile?: readonly Share[];
}

/** A chart with lines of y over x. */
export interface Chart {
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** Linear axes that start at zero. Default: logarithmic axes. */
  readonly linear?: true;
  readonly lines: readonly { readonly label: string; readonly points: readonly (readonly [number, number])[] }[];
}

/** The results of a part. */
export interface Findings {
  readonly rows: readonly Row[];
  readonly charts?: readonly Chart[];
  /** What could not be measured on this machine, and why. */
  readonly skipped?: readonly string[];
}

/** A part of the measurements. It runs in its own process. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** The method, in one or two sentences. */
  readonly method: string;
  /** Node options of its process. Default: none. */
  readonly nodeOptions?: readonly string[];
  run(): Promise<Findings>;
}

/** The recorded results of a part. */
export interface PartResult extends Findings {
  readonly name: string;
  readonly title: string;
  readonly method: string;
  readonly noise: Noise;
  readonly tookMs: number;
}

/** True if a row misses its target. */
export function misses({ figure, atMost }: Row): boolean {
  return atMost !== undefined && figure.median > atMost;
}
