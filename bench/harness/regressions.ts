import type { PartResult } from "./part.ts";
import { digits } from "./markdown.ts";

/** Counts vary by a few percent; more than this is worth a look. */
const tolerance = 1.1;

/** Which rows are worse than they were, in words. */
export function regressions(now: PartResult, before: PartResult): readonly string[] {
  const known = new Map(before.rows.map((row) => [row.work, row.figure.median]));
  return now.rows.flatMap(({ work, figure }) => {
    const was = known.get(work);
    if (was === undefined || figure.median <= was * tolerance) return [];
    return [`${work}: ${digits(figure.median)}, was ${digits(was)}`];
  });
}
