import type { PartResult } from "./part.ts";
import { digits } from "./markdown.ts";

/** Counts vary by a few percent; a higher difference counts as a regression. */
const tolerance = 1.1;

/** Describes the rows that are worse than the recorded ones. */
export function regressions(now: PartResult, before: PartResult): readonly string[] {
  const known = new Map(before.rows.map((row) => [row.work, row.figure.median]));
  return now.rows.flatMap(({ work, figure }) => {
    const was = known.get(work);
    if (was === undefined || figure.median <= was * tolerance) return [];
    return [`${work}: ${digits(figure.median)}, was ${digits(was)}`];
  });
}
