/** What a `Content-Range` says, in bytes. */
export interface ContentRange {
  /** Where the part begins; `undefined` if the server has refused the range. */
  readonly start: number | undefined;
  /** Size of the whole; `undefined` if the server does not know it. */
  readonly totalBytes: number | undefined;
}

const pattern = /^bytes (?:(\d{1,15})-\d{1,15}|\*)\/(\d{1,15}|\*)$/i;

/**
 * Reads `Content-Range` (RFC 9110 section 14.4).
 *
 * @param value - of the header; `null` if there is none
 * @returns `undefined` for anything but a range of bytes
 */
export function parseContentRange(value: string | null): ContentRange | undefined {
  const [found, start, total] = pattern.exec(value?.trim() ?? "") ?? [];
  if (found === undefined) return undefined;
  return {
    start: start === undefined ? undefined : Number(start),
    totalBytes: total === undefined || total === "*" ? undefined : Number(total),
  };
}
