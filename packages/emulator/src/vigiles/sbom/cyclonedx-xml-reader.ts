import { XMLParser } from "fast-xml-parser";
import { omitUndefined } from "./json-value.js";
import { SbomError } from "./sbom.js";
import type { Package, SbomContent } from "./sbom.js";
import { walkTree } from "./walk-tree.js";

/** A node as the parser returns it: an element with its children under its name, or a text under `#text`. */
type XmlNode = Readonly<Record<string, unknown>>;

/** An element's children. */
type Children = readonly XmlNode[];

/** With `preserveOrder`, the parser does not recurse, so only `maxNestedTags` limits the depth. */
const parser = new XMLParser({
  preserveOrder: true,
  removeNSPrefix: true,
  parseTagValue: false,
  maxNestedTags: 100_000,
});

/**
 * Reads CycloneDX XML, including components inside components.
 *
 * @throws SbomError if the root element is not `bom`
 */
export function readCycloneDxXml(text: string): SbomContent {
  const [bom] = elementsOf(parser.parse(text, true) as Children, "bom");
  if (bom === undefined) throw new SbomError("The XML document is not a CycloneDX SBOM: its root is not <bom>");
  const [subject = []] = elementsAt(bom, "metadata", "component");
  return {
    format: "cyclonedx",
    syntax: "xml",
    version: /cyclonedx\.org\/schema\/bom\/(\d+\.\d+)/.exec(text)?.[1],
    name: textOf(subject, "name"),
    packages: walkTree(bom, (parent) => elementsAt(parent, "components", "component")).flatMap(toPackage),
  };
}

function toPackage(component: Children): Package[] {
  const name = textOf(component, "name");
  if (name === undefined) return [];
  const licenses = elementsAt(component, "licenses", "license");
  return [
    omitUndefined({
      name,
      version: textOf(component, "version") ?? "",
      purl: textOf(component, "purl"),
      license: licenses.map((license) => textOf(license, "id") ?? textOf(license, "name")).find(Boolean),
    }),
  ];
}

/** Returns the children of each element with this name. */
function elementsOf(nodes: Children, name: string): readonly Children[] {
  return nodes.flatMap((node) => (Object.hasOwn(node, name) ? [node[name] as Children] : []));
}

/** Returns the children of each element with the second name in an element with the first name. */
function elementsAt(nodes: Children, list: string, item: string): readonly Children[] {
  return elementsOf(nodes, list).flatMap((items) => elementsOf(items, item));
}

/** Returns the text of the first element with this name; undefined if it is empty or missing. */
function textOf(nodes: Children, name: string): string | undefined {
  const [children = []] = elementsOf(nodes, name);
  return children.map((child) => String(child["#text"] ?? "")).join("") || undefined;
}
