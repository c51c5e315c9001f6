import { VigilesError } from "../../errors.js";
import { nearestNames } from "../nearest.js";

const others =
  "Android,Bitnami,CRAN,GIT,GSD,GitHub Actions,Go,Hackage,Hex,Linux,Maven,NuGet,OSS-Fuzz,Packagist,Pub,PyPI,RubyGems,SwiftURL,UVI,crates.io,npm";
const alpine = "3.10,3.11,3.12,3.13,3.14,3.15,3.16,3.17,3.18,3.19,3.2,3.20,3.3,3.4,3.5,3.6,3.7,3.8,3.9";
const debian = "10,11,12,13,3.0,3.1,4.0,5.0,6.0,7,8,9";
const ubuntu =
  "14.04:LTS,16.04:LTS,18.04:LTS,20.04:LTS,22.04:LTS,23.10,24.04:LTS,Pro:14.04:LTS,Pro:16.04:LTS,Pro:18.04:LTS,Pro:20.04:LTS,Pro:22.04:LTS,Pro:24.04:LTS";

const releases = (name: string, separator: string, list: string): string[] => [
  name,
  ...list.split(",").map((release) => `${name}${separator}${release}`),
];

/** The ecosystems the service knows, in the order in which `all` names them. */
export const ecosystems: readonly string[] = [
  ...others.split(","),
  ...releases("AlmaLinux", ":", "8,9"),
  ...releases("Alpine", ":v", alpine),
  ...releases("Debian", ":", debian),
  ...releases("Rocky Linux", ":", "8,9"),
  ...releases("Ubuntu", ":", ubuntu),
];

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
