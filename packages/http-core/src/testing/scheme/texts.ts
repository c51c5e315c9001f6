import { inspect } from "node:util";
import { isError } from "../../util/realms.js";

/** Returns the texts that a value is shown as. */
export function textsOf(value: unknown): readonly string[] {
  const printed = [inspect(value, { depth: Infinity, showHidden: true }), toJson(value)];
  if (!isError(value)) return printed;
  return [...printed, value.message, value.stack ?? "", ...(value.cause === undefined ? [] : textsOf(value.cause))];
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
