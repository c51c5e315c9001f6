/** The values of a `Content-Range` header. */
export interface ContentRange {
  /** The position of the first entry, from 0. */
  readonly first: number;
  /** The position of the last entry, from 0. */
  readonly last: number;
  /** How many entries the list has; undefined if the header says `*`. */
  readonly total: number | undefined;
}

/**
 * Parses `entities 0-9/57` (RFC 9110, section 14.4, with a unit of Armor's own).
 *
 * @param value - the header's value
 * @returns undefined if the header is missing or has another form
 */
export function parseContentRange(value: string | null): ContentRange | undefined {
  const match = /^\s*[a-z]+[ =](\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)\s*$/i.exec(value ?? "");
  if (match === null) return undefined;
  const [, first, last, total] = match;
  return { first: Number(first), last: Number(last), total: total === "*" ? undefined : Number(total) };
}
