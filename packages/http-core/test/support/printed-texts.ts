import { inspect } from "node:util";

/**
 * Everything that shows of a value wherever it is printed: inspected to any depth, as JSON, as text; for errors also message,
 * stack and all causes.
 *
 * @param value - an error, a response, log arguments or anything else
 */
export function printedTexts(value: unknown, depth = 0): string[] {
  const own = [inspect(value, { depth: Infinity, showHidden: true, getters: true }), toJson(value)];
  if (!(value instanceof Error) || depth > 5) return own;
  return [...own, String(value), value.message, value.stack ?? "", ...printedTexts(value.cause, depth + 1)];
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
