/**
 * The known names closest to a mistyped one: same letters in another case, then a common beginning or few edits.
 *
 * @param name - what was typed
 * @param known - what is legal
 * @param most - how many to name; default 1
 */
export function nearestNames(name: string, known: readonly string[], most = 1): string[] {
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((one, other) => one.distance - other.distance);
  return ranked.slice(0, ranked[0]?.distance === 0 ? 1 : most).map(({ candidate }) => candidate);
}

function distanceOf(wanted: string, candidate: string): number {
  if (wanted === candidate) return 0;
  if (wanted.length > 2 && (candidate.startsWith(wanted) || wanted.startsWith(candidate))) return 1;
  return edits(wanted, candidate);
}

/** Levenshtein distance, row by row. */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
