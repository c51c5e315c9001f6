import { decodeForm } from "./form-decoder.js";
import { ApiError } from "../errors.js";

/** A request's parameters in wire order, decoded. */
export class Params {
  readonly pairs: readonly (readonly [string, string])[];

  /** @param encoded - a query without its `?`, or a form body */
  constructor(encoded: Uint8Array) {
    this.pairs = decodeForm(encoded);
  }

  /** The first value of a name; an empty one counts as absent, since build-system clients always send some. */
  text(name: string): string | undefined {
    const value = this.pairs.find(([key]) => key === name)?.[1];
    return value === "" ? undefined : value;
  }

  /** @throws ApiError 400 where there is no value, or an empty one */
  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new ApiError(400, `Parameter "${name}" is required`);
    return value;
  }

  /** Every value of a repeated name that is not empty. */
  list(name: string): readonly string[] {
    return this.pairs.filter(([key, value]) => key === name && value !== "").map(([, value]) => value);
  }

  /** Whether a boolean is set; Python clients spell it `True`. */
  flag(name: string): boolean {
    return this.text(name)?.toLowerCase() === "true";
  }
}
