import { parse as parseYaml } from "yaml";
import { readCycloneDxJson } from "./cyclonedx-reader.js";
import { readCycloneDxXml } from "./cyclonedx-xml-reader.js";
import { isObject } from "./json-value.js";
import type { JsonObject } from "./json-value.js";
import { SbomError } from "./sbom.js";
import type { Sbom, SbomContent } from "./sbom.js";
import { readSpdx, readSpdx3, readSpdxTagValue } from "./spdx-reader.js";
import { readVigilesManifest } from "./vigiles-reader.js";

/**
 * Reads an SBOM: CycloneDX as JSON or XML, SPDX 2 as JSON, YAML or tag-value, SPDX 3 as JSON-LD, or a Vigiles manifest.
 * The SBOM can be empty.
 *
 * @throws SbomError for any other text
 */
export function readSbom(text: string): Sbom {
  const trimmed = text.replace(/^\uFEFF/, "").trim();
  return { whitelist: [], ...readContent(trimmed), text };
}

function readContent(text: string): SbomContent {
  if (text.startsWith("{")) return readObject(parseAs("JSON", () => JSON.parse(text) as JsonObject));
  if (text.startsWith("<")) return parseAs("CycloneDX XML", () => readCycloneDxXml(text));
  if (/^SPDXVersion:/m.test(text)) return readSpdxTagValue(text);
  if (/^(["']?)spdxVersion\1\s*:/m.test(text))
    return parseAs("YAML", () => readSpdx(parseYaml(text) as JsonObject, "yaml"));
  throw new SbomError("The manifest is neither CycloneDX, SPDX nor a Vigiles manifest");
}

function readObject(document: JsonObject): SbomContent {
  if (document["bomFormat"] === "CycloneDX") return readCycloneDxJson(document);
  if (typeof document["spdxVersion"] === "string") return readSpdx(document, "json");
  if (Array.isArray(document["@graph"])) return readSpdx3(document);
  if (isObject(document["packages"])) return readVigilesManifest(document);
  throw new SbomError(
    'The manifest lacks "bomFormat", "spdxVersion", "@graph" or "packages", so its format is unknown',
  );
}

function parseAs<T>(syntax: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SbomError(`The manifest is not valid ${syntax}: ${message}`, { cause: error });
  }
}
