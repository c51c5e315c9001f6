import { isRecord } from "@org/http-core/authoring";
import { textOf } from "./text-of.js";

/** Enough for a reader. A response may list any number of them. */
const maxReferences = 20;

/**
 * Reads where more is said about a vulnerability: `references` of the service and of OSV, `advisories` and `source` of
 * CycloneDX.
 *
 * @param vulnerability - of the service, of OSV or of CycloneDX
 * @returns addresses, each once and at most 20, as the source writes them; they are not checked. Empty if it names none
 */
export function readReferences(vulnerability: Readonly<Record<string, unknown>>): readonly string[] {
  const { references, advisories, source } = vulnerability;
  const texts = [references, advisories, isRecord(source) ? source : undefined].flat().map(addressOf);
  return [...new Set(texts.filter((text) => text !== ""))].slice(0, maxReferences);
}

/** A reference of CycloneDX has its address in `source`. */
function addressOf(reference: unknown): string {
  if (!isRecord(reference)) return textOf(reference);
  return textOf(reference["url"]) || (isRecord(reference["source"]) ? textOf(reference["source"]["url"]) : "");
}
