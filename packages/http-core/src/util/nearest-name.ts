/**
 * The known name that a mistyped one was most likely meant to be: one it begins, or one within a third of its length in
 * edits.
 *
 * @param name - what was typed
 * @param known - what is legal
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const typed = name.toLowerCase();
  const most = Math.max(1, Math.floor(name.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, distance: edits(typed, candidate.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance);
  const close = ranked.find(({ distance }) => distance <= most)?.candidate;
  return (
    close ?? (typed.length >= 3 ? known.find((candidate) => candidate.toLowerCase().startsWith(typed)) : undefined)
  );
}

/** Edit distance in which two swapped neighbours count as one edit (optimal string alignment). */
function edits(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swap = swapped ? at(i - 2, j - 2) + 1 : Infinity;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same, swap));
    }
  }
  return at(one.length, other.length);
}
