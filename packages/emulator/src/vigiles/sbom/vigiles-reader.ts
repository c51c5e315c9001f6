import { compact, isObject, textOf, textsOf } from "./json-value.js";
import type { JsonObject } from "./json-value.js";
import type { Package, SbomContent } from "./sbom.js";

/**
 * Reads the manifest that build-system clients make: a map of packages, and CVE ids to leave out.
 *
 * @param document - the parsed text
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

/** What the CVE databases call a package beats what the build system calls it. */
function toPackage(key: string, given: JsonObject): Package {
  return compact({
    name: textOf(given, "cve_product") ?? textOf(given, "name") ?? key,
    version: textOf(given, "cve_version") ?? textOf(given, "version") ?? "",
    purl: textOf(given, "purl"),
    license: textOf(given, "license"),
    patched: patchesOf(given["patched_cves"]),
  });
}

function patchesOf(given: unknown): Record<string, readonly string[]> | undefined {
  if (!isObject(given)) return undefined;
  return Object.fromEntries(Object.entries(given).map(([id, patches]) => [id, textsOf(patches)]));
}
