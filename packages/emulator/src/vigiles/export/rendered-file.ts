/** A file that is ready to send. */
export interface RenderedFile {
  /** The content. */
  readonly bytes: Uint8Array;
  /** The value of the `Content-Type` header. */
  readonly contentType: string;
  /** The end of the file name, with its dot: `.json`. */
  readonly suffix: string;
}

/** The error for an unsupported format, syntax or version. */
export class UnsupportedFormatError extends Error {
  override readonly name = "UnsupportedFormatError";
}

/** Creates a text file, as UTF-8. */
export function textFile(text: string, contentType: string, suffix: string): RenderedFile {
  return { bytes: Buffer.from(text), contentType, suffix };
}

/** Creates a JSON file, indented by two spaces. */
export function jsonFile(value: object, contentType = "application/json", suffix = ".json"): RenderedFile {
  return textFile(`${JSON.stringify(value, null, 2)}\n`, contentType, suffix);
}

/**
 * Checks that a value is one of the supported ones.
 *
 * @param what - the kind of the value, for the error message
 * @throws UnsupportedFormatError that lists the supported values
 */
export function checkChoice<T extends string>(what: string, value: string, supported: readonly T[]): T {
  const found = supported.find((one) => one === value);
  if (found === undefined)
    throw new UnsupportedFormatError(`There is no ${what} "${value}": choose ${supported.join(", ")}`);
  return found;
}
