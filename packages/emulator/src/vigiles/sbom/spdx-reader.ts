import { omitUndefined, objectsOf, textOf } from "./json-value.js";
import type { JsonObject } from "./json-value.js";
import type { Package, SbomContent } from "./sbom.js";

/**
 * Reads SPDX 2 JSON or YAML, which have the same members.
 *
 * @param document - the parsed JSON or YAML
 */
export function readSpdx(document: JsonObject, syntax: "json" | "yaml"): SbomContent {
  return {
    format: "spdx",
    syntax,
    version: textOf(document, "spdxVersion")?.replace("SPDX-", ""),
    name: textOf(document, "name"),
    packages: objectsOf(document["packages"]).flatMap(toPackage),
  };
}

function toPackage(element: JsonObject): Package[] {
  const name = textOf(element, "name");
  if (name === undefined) return [];
  const purl = objectsOf(element["externalRefs"]).find((one) => one["referenceType"] === "purl");
  return [
    omitUndefined({
      name,
      version: textOf(element, "versionInfo") ?? "",
      purl: purl && textOf(purl, "referenceLocator"),
      license: omitUnknown(textOf(element, "licenseConcluded")) ?? omitUnknown(textOf(element, "licenseDeclared")),
    }),
  ];
}

/** Returns undefined for the SPDX words that mean an unknown or absent value. */
function omitUnknown(text: string | undefined): string | undefined {
  return text === "NOASSERTION" || text === "NONE" ? undefined : text;
}

/** Reads SPDX 2 tag-value text. Lines without a tag are ignored. */
export function readSpdxTagValue(text: string): SbomContent {
  const packages: Package[] = [];
  const header = new Map<string, string>();
  for (const [tag, value] of tagsOf(text)) {
    const last = packages.at(-1);
    if (tag === "PackageName") packages.push({ name: value, version: "" });
    else if (last === undefined) header.set(tag, value);
    else packages.splice(-1, 1, { ...last, ...packageMember(tag, value) });
  }
  return {
    format: "spdx",
    syntax: "tag",
    version: header.get("SPDXVersion")?.replace("SPDX-", ""),
    name: header.get("DocumentName"),
    packages,
  };
}

function tagsOf(text: string): [string, string][] {
  const lines = dropProse(text).split("\n");
  return lines.flatMap((line): [string, string][] => {
    const [, tag, value = ""] = /^(\w+):(.*)/s.exec(line) ?? [];
    return tag === undefined ? [] : [[tag, value.trim()]];
  });
}

/** Removes what is between `<text>` and `</text>`: its lines are not tags. */
function dropProse(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf("<text>", from);
    const end = start < 0 ? -1 : text.indexOf(proseEnd, start);
    if (end < 0) return parts.join("") + text.slice(from);
    parts.push(text.slice(from, start));
    from = end + proseEnd.length;
  }
}

const proseEnd = "</text>";

function packageMember(tag: string, value: string): Partial<Package> {
  if (tag === "PackageVersion") return { version: value };
  const purl = tag === "ExternalRef" ? /^PACKAGE[-_]MANAGER purl (\S+)/.exec(value)?.[1] : undefined;
  if (purl !== undefined) return { purl };
  const license = tag === "PackageLicenseConcluded" ? omitUnknown(value) : undefined;
  return license === undefined ? {} : { license };
}

/**
 * Reads SPDX 3 JSON-LD.
 *
 * @param document - the parsed JSON, with its elements in `@graph`
 */
export function readSpdx3(document: JsonObject): SbomContent {
  const elements = objectsOf(document["@graph"]);
  const find = (type: string): JsonObject => elements.find((one) => one["type"] === type) ?? {};
  return {
    format: "spdx",
    syntax: "json-ld",
    version: textOf(find("CreationInfo"), "specVersion"),
    name: textOf(find("SpdxDocument"), "name"),
    packages: elements.filter((one) => one["type"] === "software_Package").flatMap(toPackage3),
  };
}

function toPackage3(element: JsonObject): Package[] {
  const name = textOf(element, "name");
  if (name === undefined) return [];
  const version = textOf(element, "software_packageVersion") ?? "";
  return [omitUndefined({ name, version, purl: textOf(element, "software_packageUrl") ?? externalPurl(element) })];
}

function externalPurl(element: JsonObject): string | undefined {
  const identifiers = objectsOf(element["externalIdentifier"]);
  const found = identifiers.find((one) => one["externalIdentifierType"] === "packageUrl");
  return found && textOf(found, "identifier");
}
