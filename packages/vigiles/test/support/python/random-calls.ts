import fc from "fast-check";
import type { LinuxLink } from "@org/linuxlink-auth";
import type { Edition, Vigiles } from "../../../src/index.js";
import { callTable, type CallRow, type ParameterKind } from "./call-table.js";
import type { OriginalCall } from "./original-calls.js";

/** The tokens of a dashboard config. */
interface Tokens {
  readonly place: string | null;
  readonly folder: string | null;
}

/** The same call for the original and for this client. */
export interface RandomCall {
  readonly original: OriginalCall;
  /** Makes the call by a client that has the same tokens. */
  run(vigiles: Vigiles, linuxLink: LinuxLink): Promise<unknown>;
  readonly tokens: Tokens;
}

/** Makes calls of an edition: three of four are operations, the others requests with parameters of any name. */
export function randomCalls(edition: Edition): fc.Arbitrary<RandomCall> {
  const operations = fc.constantFrom(...callTable[edition]).chain((row) => operationCall(edition, row));
  return fc.oneof({ weight: 3, arbitrary: operations }, { weight: 1, arbitrary: plainCall() });
}

/** No blank text: it is refused here, where the original sends it. */
const text = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
    fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
    fc.constantFrom("a b", "a+b", "100%", "%41", "a&b=c", "é=ü", "~*'()!", "漢字", "🙂", "\u007F", "None"),
  )
  .filter((one) => one.trim() !== "");
const token = fc.stringMatching(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,20}$/);
const list = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(arbitrary, { minLength: 1, maxLength: 4 });
const among = (...values: string[]): fc.Arbitrary<string> => fc.constantFrom(...values);

const kinds: Readonly<Record<ParameterKind, fc.Arbitrary<unknown>>> = {
  bomFormat: among("json", "xml"),
  bomVersion: among("1.4", "1.5", "1.6", "1.7"),
  config: text,
  cve: fc.tuple(fc.integer({ min: 1999, max: 2030 }), fc.nat(99_999)).map(([year, id]) => `CVE-${year}-${id}`),
  ecosystems: among("all", "ALL", "npm", "npm,PyPI", " npm , Debian:12", "crates.io,Go"),
  email: fc
    .tuple(token, among("example.com", "b-c.example.org"))
    .map(([name, host]) => `${name.replace(/^-/, "x")}@${host}`),
  exportFormat: among("csv", "pdf", "pdfsummary", "xlsx", "cyclonedx-sbom-vex"),
  extraFields: list(among("assigner", "description", "impact", "modified", "problem_types", "published", "references")),
  fields: list(among("affected_configurations", "description", "impact", "references", "nvd_status", "cisa", "epss")),
  flag: fc.boolean(),
  identifiers: list(among("PURL", "CPE", "CVE Product", "Package Name")),
  justification: among("code_not_present", "requires_configuration", "protected_at_runtime"),
  logMethod: among("ui", "api"),
  logType: among("create_note", "update_vuln_status", "delete_jira_issue"),
  onOff: among("on", "off"),
  reportFormat: among("csv", "pdf", "pdfsummary", "xlsx"),
  sbomFormat: among("spdx", "spdx-lite", "cyclonedx"),
  sbomSyntax: among("json", "xml", "tag"),
  sbomVersion: among("2.2", "2.3", "1.6"),
  score: fc.oneof(among("9.8", "0", "10"), fc.integer({ min: 1, max: 10 }), fc.constantFrom(0.5, 7.25, 9.9)),
  status: among("resolved", "resolved_with_pedigree", "exploitable", "in_triage", "false_positive", "not_affected"),
  subscription: among("none", "daily", "weekly", "monthly"),
  text,
  token,
  tokens: list(token),
};

const tokens: fc.Arbitrary<Tokens> = fc.record({ place: fc.option(token), folder: fc.option(token) });

function originalTokens(edition: Edition | undefined, { place, folder }: Tokens): OriginalCall["tokens"] {
  if (edition === undefined) return {};
  return { [edition === "groups" ? "group_token" : "product_token"]: place, folder_token: folder };
}

function operationCall(edition: Edition, row: CallRow): fc.Arbitrary<RandomCall> {
  const { positional = {}, required = {}, optional = {}, fixed = {} } = row;
  const record = fc.record(byKind({ ...positional, ...required, ...optional }), {
    requiredKeys: Object.keys({ ...positional, ...required }),
  });
  return fc.tuple(record, tokens).map(([values, configured]) => {
    const names = Object.keys(positional);
    const words = names.map((name) => values[name]);
    const others = Object.entries({ ...values, ...fixed }).filter(([name]) => !names.includes(name));
    const original = { function: row.original, tokens: originalTokens(edition, configured) };
    return {
      tokens: configured,
      original: { ...original, arguments: [], options: { ...values, ...fixed } },
      run: (vigiles) => callMethod(vigiles, row.here, [...words, ...optionsHere(row, others)]),
    };
  });
}

function byKind(parameters: Readonly<Record<string, ParameterKind>>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(Object.entries(parameters).map(([name, kind]) => [name, kinds[kind]]));
}

/** Writes the options of the same call here; none if there are none. */
function optionsHere({ here, renamed = {} }: CallRow, given: readonly (readonly [string, unknown])[]): object[] {
  const options = given.flatMap(([name, value]) => {
    if (name === "ids_only") return [];
    const isConfig = name === "kernel_config" || name === "uboot_config";
    const camel = name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    return [[renamed[name] ?? camel, isConfig ? { text: value } : value] as const];
  });
  return options.length === 0 && here !== "manifests.upload" ? [] : [Object.fromEntries(options)];
}

type Method = (...values: unknown[]) => unknown;

async function callMethod(vigiles: Vigiles, path: string, values: readonly unknown[]): Promise<unknown> {
  const parts = path.split(".");
  const owner = parts.slice(0, -1).reduce<object>((at, name) => at[name as keyof typeof at] as object, vigiles);
  const method = owner[(parts.at(-1) ?? "") as keyof typeof owner] as Method;
  const result = await method.apply(owner, [...values]);
  const isListing = typeof result === "object" && result !== null && "all" in result;
  return isListing ? (result.all as () => unknown)() : result;
}

const verbs = ["get", "post", "put", "patch", "delete"] as const;

/** A request with parameters of any name. Python makes `True` of true; a float has its shortest form in both languages. */
function plainCall(): fc.Arbitrary<RandomCall> {
  // JSON has no negative zero, and integers beyond the safe ones are refused here.
  const float = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Number.isInteger(one));
  const number = fc.oneof(fc.maxSafeInteger(), float);
  const value = fc.oneof(text, number, fc.boolean(), list(text), list(fc.integer()));
  const name = fc.oneof(text, token).filter((one) => one !== "email" && one !== "__proto__");
  const path = fc.array(token, { minLength: 1, maxLength: 4 }).map((parts) => `/api/v1/vigiles/${parts.join("/")}`);
  return fc
    .tuple(fc.constantFrom(...verbs), path, fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }))
    .map(([verb, resource, params]) => ({
      tokens: { place: null, folder: null },
      original: {
        function: `llapi.${verb.toUpperCase()}`,
        tokens: originalTokens(undefined, { place: null, folder: null }),
        arguments: [resource],
        options: { data_dict: params },
      },
      run: (_, linuxLink) => linuxLink[verb](resource, params as Parameters<typeof linuxLink.get>[1]),
    }));
}
