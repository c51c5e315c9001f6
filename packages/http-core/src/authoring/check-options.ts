import { InputError } from "../errors.js";
import { nearestName } from "../util/nearest-name.js";

/**
 * Checks that options are an object and that each of its names is known.
 *
 * @param options - what a caller gave; its own enumerable names are checked
 * @param known - the legal names
 * @param owner - what the options belong to, for the message: `"session"` gives `Unknown session option …`
 * @throws InputError `OPTION_INVALID` if `options` is not an object; `OPTION_UNKNOWN` with the nearest known name, or with
 *   all known names if none is near
 */
export function checkOptionNames(options: unknown, known: readonly string[], owner: string = ""): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new InputError("OPTION_INVALID", `${upperFirst(`${owner} options`.trim())} must be an object`);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, known);
  const remedy = nearest === undefined ? `known are ${known.join(", ")}` : `did you mean "${nearest}"?`;
  throw new InputError("OPTION_UNKNOWN", `Unknown ${`${owner} option`.trim()} ${JSON.stringify(unknown)}; ${remedy}`);
}

/**
 * Refuses the value of an option. The message names the option and what is legal, never the value.
 *
 * @param name - of the option, for example `"timeout.connectMs"`
 * @param expected - what is legal, for example `"a whole number from 1 to 10"`
 * @throws InputError `OPTION_INVALID`
 */
export function refuseOption(name: string, expected: string): never {
  throw new InputError("OPTION_INVALID", `Option ${name} must be ${expected}`);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
