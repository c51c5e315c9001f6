import { isRecord } from "@org/http-core/authoring";
import { readScore } from "./cvss-score.js";
import { bySeverity, severityOf, severityOfWord, type Severity } from "./severity.js";

/** How severe a vulnerability is. */
export interface Rating {
  /** CVSS base score, 0 to 10; `undefined` if there is none. */
  readonly cvss: number | undefined;
  /** By the score, otherwise by the words of the source; `unknown` without both. */
  readonly severity: Severity;
}

/** Ratings are lists or records in the vulnerability; scores in them may be one level deeper. */
const maxDepth = 5;

/** Names of members, in lower case and without other characters than letters and digits. */
const isScoreName = (name: string): boolean => /^(?:cvssv?\d*(?:base)?(?:score)?|(?:base)?score|ratings)$/.test(name);
const isVectorName = (name: string): boolean => /^(?:cvssv?\d*)?vector(?:string)?$/.test(name);
const isWordName = (name: string): boolean => /^(?:cvssv?\d*|(?:base)?severity|ratings|databasespecific)$/.test(name);

/**
 * Reads the severity of a vulnerability from the available values. The member `cvss` comes first, since the service
 * keeps custom scores in it. Then the highest of the other CVSS scores is used, then the highest of the CVSS vectors, then the
 * highest of the words. Scores by another method are not CVSS scores, but their words are used.
 *
 * @param vulnerability - of the service, of OSV or of CycloneDX
 */
export function readRating(vulnerability: Readonly<Record<string, unknown>>): Rating {
  const cvss = readScore(vulnerability["cvss"]) ?? highest(scoresIn(vulnerability));
  const known = wordsIn(vulnerability).toSorted(bySeverity);
  return { cvss, severity: cvss === undefined ? (known[0] ?? "unknown") : severityOf(cvss) };
}

function scoresIn(value: unknown, depth = 0): number[] {
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((item) => scoresIn(item, depth + 1));
  if (!isRecord(value)) return [readScore(value)].filter((score) => score !== undefined);
  if (depth > 0 && isOtherMethod(value)) return [];
  const scores = membersOf(value, isScoreName).flatMap((member) => scoresIn(member, depth + 1));
  if (scores.length > 0) return scores;
  // OSV keeps vectors in a list named `severity`. A number of that name has a scale of its own.
  const lists = [value["severity"]].filter(Array.isArray);
  return [...membersOf(value, isVectorName), ...lists].flatMap((member) => scoresIn(member, depth + 1));
}

function wordsIn(value: unknown, depth = 0): Severity[] {
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((item) => wordsIn(item, depth + 1));
  if (isRecord(value)) return membersOf(value, isWordName).flatMap((member) => wordsIn(member, depth + 1));
  const [word = ""] = typeof value === "string" ? (/[a-z]+/.exec(value.toLowerCase()) ?? []) : [];
  return [severityOfWord(word)].filter((severity) => severity !== undefined);
}

/** True for a rating by a method other than CVSS, for example OWASP. */
function isOtherMethod({ method, type }: Readonly<Record<string, unknown>>): boolean {
  const name = method ?? type;
  return typeof name === "string" && !/^cvss/i.test(name);
}

function membersOf(record: Readonly<Record<string, unknown>>, isWanted: (name: string) => boolean): unknown[] {
  return Object.keys(record)
    .filter((name) => isWanted(name.toLowerCase().replace(/[^a-z\d]/g, "")))
    .map((name) => record[name]);
}

function highest(scores: readonly number[]): number | undefined {
  return scores.length === 0 ? undefined : scores.reduce((one, other) => Math.max(one, other));
}
