/** Formats a time in UTC without fractions of a second, as the API and SPDX do: `2026-01-02T03:04:05Z`. */
export function formatTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}
