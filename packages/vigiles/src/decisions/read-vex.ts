import { isRecord, parseJson } from "@org/http-core/authoring";
import { textOf } from "../findings/text-of.js";
import { componentsOf, findComponent, type Component } from "../report/cyclonedx-components.js";
import type { Decision } from "./decision.js";
import { DecisionFileError } from "./ignore-file.js";

type Json = Readonly<Record<string, unknown>>;

/** What the states of CycloneDX and the statuses of OpenVEX mean here. Others decide nothing. */
const meanings: Readonly<Record<string, string>> = {
  not_affected: "Not Affected",
  false_positive: "Not Affected",
  resolved: "Fixed",
  resolved_with_pedigree: "Fixed",
  fixed: "Fixed",
};

/**
 * Reads a VEX document: CycloneDX JSON, or OpenVEX.
 *
 * @param bytes - JSON, with or without a byte order mark
 * @param source - path of the file
 * @returns its decisions about vulnerabilities that do not fail a build
 * @throws DecisionFileError for another document
 */
export function readVex(bytes: Uint8Array, source: string): Decision[] {
  const document = parseJson(bytes);
  if (isRecord(document) && document["bomFormat"] === "CycloneDX") return readCycloneDxVex(document, source);
  if (isRecord(document) && Array.isArray(document["statements"])) {
    return recordsOf(document["statements"]).flatMap((statement) => readStatement(statement, source));
  }
  throw new DecisionFileError("it is neither CycloneDX JSON nor OpenVEX");
}

function readCycloneDxVex(bom: Json, source: string): Decision[] {
  const components = componentsOf(bom);
  return recordsOf(bom["vulnerabilities"]).flatMap((vulnerability) => {
    const analysis = recordOf(vulnerability["analysis"]);
    const status = statusOf(analysis["state"], analysis["detail"], analysis["justification"]);
    const packages = recordsOf(vulnerability["affects"]).map(({ ref }) => findComponent(textOf(ref), components));
    return decisionsOf({ id: textOf(vulnerability["id"]), status, packages }, source);
  });
}

/** In OpenVEX the package is a part of a product, or the product itself. */
function readStatement(statement: Json, source: string): Decision[] {
  const { vulnerability, products, status: state, impact_statement: impact, justification } = statement;
  const named = isRecord(vulnerability) ? (vulnerability["name"] ?? vulnerability["@id"]) : vulnerability;
  const packages = (Array.isArray(products) ? products : []).flatMap((product: unknown) => {
    const parts = recordsOf(recordOf(product)["subcomponents"]);
    return (parts.length > 0 ? parts : [product]).map((part) => findComponent(identifierOf(part), new Map()));
  });
  return decisionsOf({ id: textOf(named), status: statusOf(state, impact, justification), packages }, source);
}

function identifierOf(product: unknown): string {
  if (!isRecord(product)) return textOf(product);
  return textOf(recordOf(product["identifiers"])["purl"]) || textOf(product["@id"]);
}

function statusOf(state: unknown, ...reasons: readonly unknown[]): string | undefined {
  const name = textOf(state);
  if (!Object.hasOwn(meanings, name)) return undefined;
  const reason = reasons.map(textOf).find((text) => text !== "");
  return reason === undefined ? meanings[name] : `${meanings[name]}: ${reason}`;
}

/** What a document says about a vulnerability. */
interface Statement {
  readonly id: string;
  readonly status: string | undefined;
  /** Without any, it is about every package. */
  readonly packages: readonly Component[];
}

function decisionsOf({ id, status, packages }: Statement, source: string): Decision[] {
  if (id === "" || status === undefined) return [];
  if (packages.length === 0) return [{ id, status, source }];
  return packages.map(({ name, version }) => ({
    id,
    package: name,
    version: version === "" ? undefined : version,
    status,
    source,
  }));
}

function recordOf(value: unknown): Json {
  return isRecord(value) ? value : {};
}

function recordsOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
