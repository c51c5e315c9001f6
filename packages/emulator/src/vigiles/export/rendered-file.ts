/** A file, ready to send. */
export interface RenderedFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** With its dot: `.json`. */
  readonly suffix: string;
}

/** A format, syntax or version that isn't offered. */
export class UnsupportedFormatError extends Error {
  override readonly name = "UnsupportedFormat";
}

/** Makes a file of text, as UTF-8. */
export function textFile(text: string, contentType: string, suffix: string): RenderedFile {
  return { bytes: Buffer.from(text), contentType, suffix };
}

/** Makes a JSON file, indented by two. */
export function jsonFile(value: object, contentType = "application/json", suffix = ".json"): RenderedFile {
  return textFile(`${JSON.stringify(value, null, 2)}\n`, contentType, suffix);
}

/**
 * Checks a choice that came from outside.
 *
 * @param what - what is chosen, for the message
 * @throws UnsupportedFormatError that lists what there is
 */
export function checkChoice<T extends string>(what: string, given: string, offered: readonly T[]): T {
  const found = offered.find((one) => one === given);
  if (found === undefined)
    throw new UnsupportedFormatError(`There is no ${what} "${given}": choose ${offered.join(", ")}`);
  return found;
}
