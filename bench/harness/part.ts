import type { Noise } from "./noise.ts";
import type { Share } from "./profile.ts";
import type { Figure } from "./statistics.ts";

/** One line of the table: what was measured, and the target it has, if any. */
export interface Row {
  readonly work: string;
  readonly unit: "×" | "µs" | "ms" | "MB" | "KB" | "bytes" | "";
  readonly figure: Figure;
  /** The most it may be. Absent: shown for comparison. */
  readonly atMost?: number;
  /** Where the time goes, for a row that misses its target. */
  readonly profile?: readonly Share[];
}

/** Lines of y over x. */
export interface Chart {
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** Axes from zero in even steps. Default: logarithmic ones. */
  readonly linear?: true;
  readonly lines: readonly { readonly label: string; readonly points: readonly (readonly [number, number])[] }[];
}

/** What a part found. */
export interface Findings {
  readonly rows: readonly Row[];
  readonly charts?: readonly Chart[];
  /** What could not be measured here, and why. */
  readonly skipped?: readonly string[];
}

/** A part of the measurements: it runs in a process of its own. */
export interface Part {
  readonly name: string;
  readonly title: string;
  /** How it is measured, in a sentence or two. */
  readonly method: string;
  /** For the process it runs in. Default: none. */
  readonly nodeOptions?: readonly string[];
  run(): Promise<Findings>;
}

/** The findings of a part as they are kept. */
export interface PartResult extends Findings {
  readonly name: string;
  readonly title: string;
  readonly method: string;
  readonly noise: Noise;
  readonly tookMs: number;
}

/** True for a row that is over its target. */
export function misses({ figure, atMost }: Row): boolean {
  return atMost !== undefined && figure.median > atMost;
}
