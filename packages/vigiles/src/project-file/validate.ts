import { nearestName } from "@org/http-core/authoring";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { severityOfWord } from "../findings/severity.js";
import { readAsset } from "../util/package-files.js";
import type { MemberPath } from "../util/parse-yaml.js";

/** What is wrong with a project file. */
export interface Mistake {
  /** The member that is wrong. */
  readonly path: MemberPath;
  /** What is wrong, and the fix. The text follows the name of the member. */
  readonly message: string;
}

/** Members that a repository is not trusted with, by what each could do. */
const untrusted: Readonly<Record<string, string>> = {
  server: "could send the account's signatures to another server; use --url or VIGILES_SERVER",
  url: "could send the account's signatures to another server; use --url or VIGILES_SERVER",
  edition: "chooses the server; use --edition or VIGILES_EDITION",
  "key-file": "could choose another account; use --key-file or VIGILES_KEY_FILE",
  key: "is a secret; use VIGILES_KEY",
  email: "could choose another account; use VIGILES_EMAIL",
  proxy: "could read and change requests; use --proxy or VIGILES_PROXY",
  "ca-bundle": "could make another server trusted; use --ca-bundle or VIGILES_CA_BUNDLE",
  ca: "could make another server trusted; use --ca-bundle or VIGILES_CA_BUNDLE",
  insecure: "could switch off the check of the server; use --insecure",
  "dash-config": "could read any file; use --dash-config or VIGILES_DASHBOARD_CONFIG, or set group and folder",
};

let validate: ValidateFunction | undefined;

function compileSchema(): ValidateFunction {
  const schema = JSON.parse(readAsset("vigiles.schema.json")) as object;
  return new Ajv({ allErrors: true, verbose: true }).compile(schema);
}

/**
 * Checks the content of a project file against the schema that the package ships.
 *
 * @param content - as JSON
 * @returns the first mistake; undefined if there is none
 */
export function findMistake(content: unknown): Mistake | undefined {
  validate ??= compileSchema();
  if (validate(content)) return undefined;
  const [error] = (validate.errors ?? []).toSorted((one, other) => rank(other) - rank(one));
  return error === undefined ? undefined : describe(error);
}

/** Of several alternatives, the best match is used: the deepest, and the one that names its values. */
function rank({ instancePath, keyword }: ErrorObject): number {
  if (keyword === "anyOf") return -1;
  return instancePath.split("/").length * 2 + (keyword === "enum" ? 1 : 0);
}

function describe(error: ErrorObject): Mistake {
  // No name that the schema knows has to be escaped or is a number.
  const path = error.instancePath
    .split("/")
    .slice(1)
    .map((segment) => (/^\d+$/.test(segment) ? Number(segment) : segment));
  const { keyword, params } = error;
  if (keyword === "additionalProperties") return describeUnknown(path, String(params["additionalProperty"]), error);
  if (keyword === "not") return { path: ["product"], message: 'can\'t stand beside "group"; remove one of them' };
  const own = typeof error.data === "string" ? severityOfWord(error.data) : undefined;
  if (keyword === "enum" && own !== undefined && own !== error.data)
    return { path, message: `is ${own} here; write ${own}` };
  return { path, message: describeValue(keyword, params, path) };
}

function describeValue(keyword: string, params: Readonly<Record<string, unknown>>, path: MemberPath): string {
  if (keyword === "enum") return `must be one of ${(params["allowedValues"] as readonly string[]).join(", ")}`;
  if (keyword !== "type") return "must not be empty; remove it or fill it in";
  if (params["type"] === "object")
    return `must have members, such as ${path.length === 0 ? "fail-on: high" : "sarif: vigiles.sarif"}`;
  if (params["type"] === "boolean") return "must be true or false";
  return params["type"] === "string" ? "must be text; put it in quotes" : "must be text or a list of text";
}

function describeUnknown(parent: MemberPath, name: string, { parentSchema }: ErrorObject): Mistake {
  const path = [...parent, name];
  const reason = Object.hasOwn(untrusted, name) ? untrusted[name] : undefined;
  if (reason !== undefined && parent.length === 0) {
    return { path, message: `is refused, since a repository is not trusted with it: it ${reason}` };
  }
  const known = Object.keys((parentSchema?.["properties"] ?? {}) as object);
  const near = nearestName(name.replaceAll("_", "-"), known);
  const fix = near === undefined ? `it can have ${known.join(", ")}` : `did you mean ${JSON.stringify(near)}?`;
  return { path, message: `is not a member of a project file; ${fix}` };
}
