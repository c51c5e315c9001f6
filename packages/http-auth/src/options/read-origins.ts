import { isUrl, readOrigin, refuseOption } from "@org/http-core/authoring";

/**
 * Reads the option `origins`: where a credential may be sent.
 *
 * @param value - what the caller gave: origins as text, or URLs without a path
 * @returns the origins, each once; one with `http://` allows plain http to exactly that origin
 * @throws InputError `OPTION_INVALID`
 */
export function readOrigins(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) refuseOption("origins", "a list of at least one origin");
  return [...new Set(value.map((item, index) => readOrigin(`origins[${index}]`, withoutSlash(item))))];
}

/** A `URL` writes an origin with a slash at its end. */
function withoutSlash(value: unknown): unknown {
  const text = isUrl(value) ? value.href : value;
  return typeof text === "string" ? text.replace(/\/$/, "") : text;
}
