import { isRecord } from "@org/http-core/authoring";
import { textOf } from "./text-of.js";

type Json = Readonly<Record<string, unknown>>;

/** Enough for a reader. A response may list any number of patches. */
const maxFixes = 20;

/**
 * Reads what fixes a vulnerability: `fixedby` of the service, `affected` of OSV, or `recommendation` of CycloneDX.
 *
 * @param vulnerability - of the service, of OSV or of CycloneDX
 * @returns versions, patches or advice, each once and at most 20, as the source words them; empty if it names none
 */
export function readFixes(vulnerability: Json): readonly string[] {
  const { fixedby, affected, recommendation } = vulnerability;
  const texts = [fixedby].flat().map(fixText);
  const all = [...texts, ...fixedVersions(affected), textOf(recommendation)];
  return [...new Set(all.filter((text) => text !== ""))].slice(0, maxFixes);
}

function fixText(fix: unknown): string {
  if (!isRecord(fix)) return textOf(fix);
  const members = [fix["version"], fix["fixed"], fix["name"], fix["url"]].map(textOf);
  return members.find((text) => text !== "") ?? "";
}

/** OSV has ranges of affected versions, each a list of events of which some name a fixed version. */
function fixedVersions(affected: unknown): string[] {
  const ranges = recordsOf(affected).flatMap((one) => recordsOf(one["ranges"]));
  return ranges.flatMap((range) => recordsOf(range["events"])).map((event) => textOf(event["fixed"]));
}

function recordsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
