import { nearestNames } from "@org/http-core/authoring";
import { VigilesError } from "../../errors.js";
import { kindNames, type TokenKind } from "./token-kinds.js";

/** Something that can be meant by a name. */
export interface Named {
  /** Not unique. */
  readonly name: string;
  /** By which operations select it. */
  readonly token: string;
  /** When it was uploaded. Default: unknown. */
  readonly date?: string | undefined;
  /** Where it is, for example `group G-1`. Default: unknown. */
  readonly place?: string | undefined;
}

const maxListed = 10;

/**
 * Finds the token of the object with a name.
 *
 * @param kind - for the message
 * @param name - whole, and in upper and lower case as it is
 * @param candidates - among which it is looked for
 * @returns undefined if nothing has the name
 * @throws VigilesError `NAME_AMBIGUOUS` with their tokens if more than one has it, the newest first
 */
export function findByName(kind: TokenKind, name: string, candidates: readonly Named[]): string | undefined {
  const [found, ...others] = candidates.filter((candidate) => candidate.name === name);
  if (found === undefined || others.length === 0) return found?.token;
  const all = [found, ...others].toSorted((one, other) => (other.date ?? "").localeCompare(one.date ?? ""));
  const listed = all.slice(0, maxListed).map(describe);
  const more = all.length > maxListed ? [`${all.length - maxListed} more`] : [];
  const count = `${all.length} ${kindNames[kind][1]}`;
  const message = `${count} have the name ${JSON.stringify(name)}: ${[...listed, ...more].join(", ")}; give one of the tokens`;
  throw new VigilesError("NAME_AMBIGUOUS", message);
}

/** The token, with the details that distinguish it from others of the same name. */
function describe({ token, date, place }: Named): string {
  const facts = [date, place].filter(Boolean);
  return facts.length === 0 ? token : `${token} (${facts.join(", ")})`;
}

/**
 * Makes the error for a name that nothing has.
 *
 * @param kind - of what is looked for
 * @param name - that nothing has
 * @param near - from {@link nearNames}
 * @param cause - response of the service. Default: none
 */
export function unknownName(kind: TokenKind, name: string, near: readonly string[], cause?: Error): VigilesError {
  const what = `${kindNames[kind][0]} here has the ${cause === undefined ? "name" : "token or name"}`;
  return new VigilesError("NAME_UNKNOWN", `No ${what} ${JSON.stringify(name)}${suggest(name, near)}`, { cause });
}

function suggest(name: string, near: readonly string[]): string {
  if (name.includes("*")) return "; only `vigiles manifest list --name` takes patterns, give the whole name";
  return near.length === 0 ? "" : `; did you mean ${near.map((one) => JSON.stringify(one)).join(" or ")}?`;
}

/** At most three names that are near a mistyped one, the nearest first. */
export function nearNames(name: string, candidates: readonly Named[]): string[] {
  return nearestNames(name, [...new Set(candidates.map((candidate) => candidate.name))], 3);
}
