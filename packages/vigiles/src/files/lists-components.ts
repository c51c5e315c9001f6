import { isRecord, parseJson } from "@org/http-core/authoring";

type Json = Readonly<Record<string, unknown>>;

/**
 * Tells whether an SBOM lists a component, besides the product that it is about.
 *
 * @param bytes - CycloneDX as JSON or XML, or SPDX 2 or 3 as JSON or in tags
 * @returns undefined if the SBOM has another format
 */
export function listsComponents(bytes: Uint8Array): boolean | undefined {
  const value = parseJson(bytes);
  return isRecord(value) ? inJson(value) : inText(Buffer.from(bytes).toString("utf8"));
}

function inJson(document: Json): boolean | undefined {
  if (document["bomFormat"] === "CycloneDX") return inCycloneDx(document);
  if (typeof document["spdxVersion"] === "string") return isFilled(document["packages"]);
  const graph = document["@graph"];
  return Array.isArray(graph) ? graph.some(isPackage) : undefined;
}

/** The product may have its parts inside itself. */
function inCycloneDx({ components, metadata }: Json): boolean {
  const product = isRecord(metadata) ? metadata["component"] : undefined;
  return isFilled(components) || (isRecord(product) && isFilled(product["components"]));
}

/** SPDX 3 has `software_Package`, or the same behind another prefix. */
function isPackage(element: unknown): boolean {
  if (!isRecord(element)) return false;
  const type = element["type"] ?? element["@type"];
  return typeof type === "string" && type.endsWith("Package");
}

function inText(text: string): boolean | undefined {
  if (/^SPDXVersion:/m.test(text)) return /^PackageName:/m.test(text);
  if (!text.includes("cyclonedx.org/schema/bom")) return undefined;
  return /<(?:\w+:)?components>\s*<(?:\w+:)?component[\s>]/.test(text.replace(/<!--[^]*?-->/g, ""));
}

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0;
}
