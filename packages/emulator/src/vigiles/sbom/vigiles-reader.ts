import { omitUndefined, isObject, textOf, textsOf } from "./json-value.js";
import type { JsonObject } from "./json-value.js";
import type { Package, SbomContent } from "./sbom.js";

/**
 * Reads the manifest of the build-system clients: an object of packages, and a whitelist of CVE ids.
 *
 * @param document - the parsed JSON
 */
export function readVigilesManifest(document: JsonObject): SbomContent {
  const packages = isObject(document["packages"]) ? Object.entries(document["packages"]) : [];
  return {
    format: "vigiles",
    syntax: "json",
    version: textOf(document, "manifest_version"),
    name: textOf(document, "manifest_name"),
    packages: packages.map(([key, value]) => toPackage(key, isObject(value) ? value : {})),
    whitelist: textsOf(document["whitelist"]),
  };
}

/** Prefers the name and version in the CVE databases to those of the build system. */
function toPackage(key: string, entry: JsonObject): Package {
  return omitUndefined({
    name: textOf(entry, "cve_product") ?? textOf(entry, "name") ?? key,
    version: textOf(entry, "cve_version") ?? textOf(entry, "version") ?? "",
    purl: textOf(entry, "purl"),
    license: textOf(entry, "license"),
    patched: patchesOf(entry["patched_cves"]),
  });
}

function patchesOf(value: unknown): Record<string, readonly string[]> | undefined {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([id, patches]) => [id, textsOf(patches)]));
}
