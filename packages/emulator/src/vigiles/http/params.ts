import { ApiError } from "../errors.js";
import { decodeForm } from "./form-decoder.js";

/** The decoded parameters of a request. */
export class Params {
  /** The names and values, in the order in which they were sent. */
  readonly pairs: readonly (readonly [string, string])[];

  /** @param encoded - a query without its `?`, or a form body */
  constructor(encoded: Uint8Array) {
    this.pairs = decodeForm(encoded);
  }

  /** Returns the first value of a name. An empty one is ignored, because build-system clients always send some. */
  text(name: string): string | undefined {
    const value = this.pairs.find(([key]) => key === name)?.[1];
    return value === "" ? undefined : value;
  }

  /**
   * Returns the first value of a name.
   *
   * @throws ApiError 400 if the value is absent or empty
   */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new ApiError(400, `Parameter "${name}" is required`);
    return value;
  }

  /** Returns all values of a repeated name, except for empty ones. */
  list(name: string): readonly string[] {
    return this.pairs.filter(([key, value]) => key === name && value !== "").map(([, value]) => value);
  }

  /** Returns whether a value is `true`, in any case: Python clients send `True`. */
  flag(name: string): boolean {
    return this.text(name)?.toLowerCase() === "true";
  }
}
