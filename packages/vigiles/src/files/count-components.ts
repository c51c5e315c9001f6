import { isRecord, parseJson } from "@org/http-core/authoring";

type Json = Readonly<Record<string, unknown>>;

/** The components that an SBOM lists, without the product that it is about. */
export interface ComponentCount {
  /** All components; at least 1 if a text format lists any. */
  readonly total: number;
  /** Those without a version, a package URL and a CPE name; 0 for text formats, in which they are not counted. */
  readonly unidentified: number;
}

/**
 * Counts the components of an SBOM.
 *
 * @param bytes - CycloneDX as JSON or XML, or SPDX 2 or 3 as JSON or in tags
 * @returns undefined if the SBOM has another format
 */
export function countComponents(bytes: Uint8Array): ComponentCount | undefined {
  const value = parseJson(bytes);
  if (!isRecord(value)) return inText(Buffer.from(bytes).toString("utf8"));
  const components = componentsOf(value);
  if (components === undefined) return undefined;
  const unidentified = components.filter((component) => !isIdentified(component)).length;
  return { total: components.length, unidentified };
}

function componentsOf(document: Json): readonly unknown[] | undefined {
  if (document["bomFormat"] === "CycloneDX") return inCycloneDx(document);
  if (typeof document["spdxVersion"] === "string") return listOf(document["packages"]);
  const graph = document["@graph"];
  return Array.isArray(graph) ? graph.filter(isPackage) : undefined;
}

/** The product may have its parts inside itself, and so may each component. */
function inCycloneDx({ components, metadata }: Json): readonly unknown[] {
  const product = isRecord(metadata) ? metadata["component"] : undefined;
  return [...nested(components), ...nested(isRecord(product) ? product["components"] : undefined)];
}

function nested(list: unknown): readonly unknown[] {
  const found = [...listOf(list)];
  // A component that is added here is visited as well.
  for (const component of found) if (isRecord(component)) found.push(...listOf(component["components"]));
  return found;
}

/** SPDX 3 has `software_Package`, or the same behind another prefix. */
function isPackage(element: unknown): boolean {
  if (!isRecord(element)) return false;
  const type = element["type"] ?? element["@type"];
  return typeof type === "string" && type.endsWith("Package");
}

/** Members by which a vulnerability can be found; in SPDX 3 they have a prefix. A file needs none. */
const identifying =
  /(?:^|_)(?:version|purl|cpe|versionInfo|externalRefs|packageVersion|packageUrl|externalIdentifier)$/;

function isIdentified(component: unknown): boolean {
  if (!isRecord(component) || component["type"] === "file") return true;
  return Object.entries(component).some(([name, value]) => identifying.test(name) && isFilled(value));
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : typeof value === "string" && value.trim() !== "";
}

function inText(text: string): ComponentCount | undefined {
  if (/^SPDXVersion:/m.test(text)) return { total: /^PackageName:/m.test(text) ? 1 : 0, unidentified: 0 };
  if (!text.includes("cyclonedx.org/schema/bom")) return undefined;
  const isListed = /<(?:\w+:)?components>\s*<(?:\w+:)?component[\s>]/.test(text.replace(/<!--[^]*?-->/g, ""));
  return { total: isListed ? 1 : 0, unidentified: 0 };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
