import { nearestNames } from "@org/http-core/authoring";
import { VigilesError } from "../../errors.js";
import { ecosystems } from "../enums/ecosystems.js";

/**
 * Makes the parameter of an ecosystem list: known names, joined by commas. Unknown names are left out with a warning
 * instead of an error, because existing scripts rely on that.
 *
 * @param ecosystemNames - a list, text with commas, or `all` in upper or lower case
 * @param warn - receives a message for each unknown name
 * @param allowUnknown - sends unknown names too; default `false`
 * @returns `undefined` if none were given
 * @throws VigilesError `VALUE_INVALID` if no name is left
 */
export function ecosystemsParam(
  ecosystemNames: readonly string[] | string | undefined,
  warn: (message: string) => void,
  allowUnknown: boolean = false,
): string | undefined {
  if (ecosystemNames === undefined) return undefined;
  if (typeof ecosystemNames !== "string" && !isTextList(ecosystemNames)) {
    throw new VigilesError("VALUE_INVALID", "ecosystems must be text or a list of text");
  }
  const list = typeof ecosystemNames === "string" ? ecosystemNames.split(",") : ecosystemNames;
  const names = list.map((name) => name.trim());
  if (names.length === 1 && names[0]?.toLowerCase() === "all") return ecosystems.join(",");
  const wanted = [...new Set(names.filter((name) => name !== ""))];
  const known = wanted.filter((name) => allowUnknown || ecosystems.includes(name));
  for (const name of wanted) if (!known.includes(name)) warn(unknownName(name));
  if (known.length > 0) return known.join(",");
  throw new VigilesError("VALUE_INVALID", "ecosystems has no known name; give names such as Debian:12, or all");
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function unknownName(name: string): string {
  const nearest = nearestNames(name, ecosystems, 3).map((candidate) => JSON.stringify(candidate));
  const suggestion = nearest.length === 0 ? "" : `; did you mean ${nearest.join(" or ")}?`;
  return `Unknown ecosystem ${JSON.stringify(name)} is left out${suggestion}`;
}
