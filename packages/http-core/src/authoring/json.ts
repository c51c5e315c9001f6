import { defaultCallOptions } from "../defaults.js";
import { findJsonExcess } from "./json-limits.js";
import { encodeUtf8 } from "../util/platform/bytes.js";

/**
 * Parses JSON of a server that may have sent anything.
 *
 * @param json - text, or bytes of UTF-8
 * @returns the value; `undefined` if it is not JSON, has more than 2 million values, or is nested deeper than 1000
 * levels
 */
export function parseJson(json: string | Uint8Array): unknown {
  const bytes = typeof json === "string" ? encodeUtf8(json) : json;
  if (findJsonExcess(bytes, defaultCallOptions.maxJsonValues) !== undefined) return undefined;
  try {
    return JSON.parse(typeof json === "string" ? json : new TextDecoder().decode(json));
  } catch {
    return undefined;
  }
}

/**
 * Parses a JSON object of a server that may have sent anything.
 *
 * @returns the object's members, still unchecked; `undefined` where {@link parseJson} returns it, and for other values
 */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  return isRecord(value) ? value : undefined;
}

/** True for an object that is not `null` and not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
