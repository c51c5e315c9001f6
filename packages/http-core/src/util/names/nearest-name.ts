/**
 * Returns the known name that is nearest to a mistyped one.
 *
 * @param name - what was typed
 * @param known - the legal names
 * @returns `undefined` if none is near
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  return nearestNames(name, known, 1)[0];
}

/**
 * Returns the known names that are nearest to a mistyped one. A name is near if only its case differs, if one of the
 * two begins with the other, or if at most a third of its letters differ.
 *
 * @param name - what was typed
 * @param known - the legal names
 * @param maxNames - how many to return at most
 * @returns the nearest first
 */
export function nearestNames(name: string, known: readonly string[], maxNames: number): string[] {
  const typed = name.toLowerCase();
  const maxEdits = Math.max(1, Math.floor(typed.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, distance: distanceOf(typed, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= maxEdits)
    .sort((one, other) => one.distance - other.distance);
  return ranked.slice(0, ranked[0]?.distance === 0 ? 1 : maxNames).map(({ candidate }) => candidate);
}

function distanceOf(typed: string, candidate: string): number {
  if (typed === candidate) return 0;
  if (typed.length > 2 && (candidate.startsWith(typed) || typed.startsWith(candidate))) return 1;
  return countEdits(typed, candidate);
}

/** Edit distance in which two swapped neighbours are one edit (optimal string alignment). */
function countEdits(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= other.length; j++) {
      const replaced = at(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swapped = isSwapped ? at(i - 2, j - 2) + 1 : Infinity;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped));
    }
  }
  return at(one.length, other.length);
}
