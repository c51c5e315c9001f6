/** What a `Content-Range` says. */
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  /** undefined where the total is `*`. */
  readonly total: number | undefined;
}

/**
 * Reads `entities 0-9/57` (RFC 9110 section 14.4, with a unit of the service's own).
 *
 * @param value - the header's value
 * @returns undefined where it is absent or in no such form
 */
export function readContentRange(value: string | null): ContentRange | undefined {
  const match = /^\s*[a-z]+[ =](\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)\s*$/i.exec(value ?? "");
  if (match === null) return undefined;
  const [, first, last, total] = match;
  return { first: Number(first), last: Number(last), total: total === "*" ? undefined : Number(total) };
}
