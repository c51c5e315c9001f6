/** Writes a time as most of the API does: ISO text without a zone, such as `2018-05-31T07:29:43.653`. */
export function formatTimestamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, -1);
}
