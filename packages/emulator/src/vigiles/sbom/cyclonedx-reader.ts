import { omitUndefined, isObject, objectsOf, textOf } from "./json-value.js";
import type { JsonObject } from "./json-value.js";
import type { Package, SbomContent } from "./sbom.js";
import { walkTree } from "./walk-tree.js";

/**
 * Reads CycloneDX JSON, including components inside components.
 *
 * @param document - the parsed JSON
 */
export function readCycloneDxJson(document: JsonObject): SbomContent {
  return {
    format: "cyclonedx",
    syntax: "json",
    version: textOf(document, "specVersion"),
    name: nameOf(document),
    packages: walkTree(document, (parent) => objectsOf(parent["components"])).flatMap(toPackage),
  };
}

function nameOf({ metadata }: JsonObject): string | undefined {
  const component = isObject(metadata) ? metadata["component"] : undefined;
  return isObject(component) ? textOf(component, "name") : undefined;
}

function toPackage(component: JsonObject): Package[] {
  const name = textOf(component, "name");
  if (name === undefined) return [];
  return [
    omitUndefined({
      name,
      version: textOf(component, "version") ?? "",
      purl: textOf(component, "purl"),
      license: objectsOf(component["licenses"]).map(licenseOf).find(Boolean),
    }),
  ];
}

function licenseOf(choice: JsonObject): string | undefined {
  const license = choice["license"];
  return isObject(license) ? (textOf(license, "id") ?? textOf(license, "name")) : textOf(choice, "expression");
}
