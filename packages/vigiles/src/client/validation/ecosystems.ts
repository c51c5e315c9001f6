import { VigilesError } from "../../errors.js";
import { ecosystems } from "../enums/ecosystems.js";
import { nearestNames } from "../nearest.js";

/**
 * The wire form of an ecosystem list: known names joined by commas. Unknown ones are left out with a warning, since
 * command lines exist that rely on it.
 *
 * @param given - names, or `all` in any case for every one
 * @param warn - is told about each unknown name
 * @param allowUnknown - sends unknown names as they are
 * @returns undefined where none were given
 * @throws VigilesError `VALUE_INVALID` where no name is left
 */
export function ecosystemList(
  given: readonly string[] | string | undefined,
  warn: (message: string) => void,
  allowUnknown = false,
): string | undefined {
  if (given === undefined) return undefined;
  const names = (typeof given === "string" ? given.split(",") : given).map((name) => name.trim());
  if (names.length === 1 && names[0]?.toLowerCase() === "all") return ecosystems.join(",");
  const wanted = [...new Set(names.filter((name) => name !== ""))];
  const kept = wanted.filter((name) => allowUnknown || ecosystems.includes(name));
  for (const name of wanted) if (!kept.includes(name)) warn(unknown(name));
  if (kept.length > 0) return kept.join(",");
  throw new VigilesError("VALUE_INVALID", "ecosystems names none that is known; give names such as Debian:12, or all");
}

function unknown(name: string): string {
  const close = nearestNames(name, ecosystems, 3).map((candidate) => JSON.stringify(candidate));
  const suggestion = close.length === 0 ? "" : `; did you mean ${close.join(" or ")}?`;
  return `Unknown ecosystem ${JSON.stringify(name)} is left out${suggestion}`;
}
