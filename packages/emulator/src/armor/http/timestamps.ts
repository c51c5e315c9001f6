/** Formats a time in UTC without a zone, as most of the API does: `2018-05-31T07:29:43.653`. */
export function formatTimestamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, -1);
}
