import { XMLParser } from "fast-xml-parser";
import { omitUndefined, isObject, objectsOf, textOf } from "./json-value.js";
import type { JsonObject } from "./json-value.js";
import { SbomError } from "./sbom.js";
import type { Package, SbomContent } from "./sbom.js";

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
    packages: packagesOf(document),
  };
}

/**
 * Reads CycloneDX XML. It has the same structure as the JSON.
 *
 * @throws SbomError if the root element is not `bom`
 */
export function readCycloneDxXml(text: string): SbomContent {
  const root: unknown = new XMLParser(xmlOptions).parse(text, true);
  const bom = isObject(root) ? root["bom"] : undefined;
  if (bom === undefined) throw new SbomError("The XML document is not a CycloneDX SBOM: its root is not <bom>");
  const version = /cyclonedx\.org\/schema\/bom\/(\d+\.\d+)/.exec(text)?.[1];
  return { ...readCycloneDxJson(unwrap(isObject(bom) ? bom : {})), syntax: "xml", version };
}

const xmlOptions = {
  removeNSPrefix: true,
  parseTagValue: false,
};

/** Replaces the list elements of XML, such as `<components><component/></components>`, by arrays. */
function unwrap(element: JsonObject): JsonObject {
  return {
    ...element,
    components: unwrapList(element["components"], "component").map(unwrap),
    licenses: unwrapList(element["licenses"], "license").map((license) => ({ license })),
  };
}

function unwrapList(list: unknown, name: string): readonly JsonObject[] {
  return isObject(list) ? objectsOf([list[name]].flat()) : [];
}

function nameOf({ metadata }: JsonObject): string | undefined {
  const component = isObject(metadata) ? metadata["component"] : undefined;
  return isObject(component) ? textOf(component, "name") : undefined;
}

function packagesOf(parent: JsonObject): Package[] {
  return objectsOf(parent["components"]).flatMap((component) => {
    const name = textOf(component, "name");
    const nested = packagesOf(component);
    return name === undefined ? nested : [toPackage(component, name), ...nested];
  });
}

function toPackage(component: JsonObject, name: string): Package {
  return omitUndefined({
    name,
    version: textOf(component, "version") ?? "",
    purl: textOf(component, "purl"),
    license: objectsOf(component["licenses"]).map(licenseOf).find(Boolean),
  });
}

function licenseOf(choice: JsonObject): string | undefined {
  const license = choice["license"];
  return isObject(license) ? (textOf(license, "id") ?? textOf(license, "name")) : textOf(choice, "expression");
}
