import { isDeepStrictEqual } from "node:util";
import type { Comparison, Outcome } from "./both-commands.js";
import type { Literal } from "./python-literals.js";

/** What can differ between two outcomes. Of standard error, only whether there is any. */
export type Facet = "exit" | "stdout" | "stderr" | "requests" | "files";

/** A comparison with what the original printed, read as a Python literal. */
export interface ReadComparison extends Comparison {
  readonly literal: Literal;
}

/** A difference that is meant, with the facets that it explains. */
export interface Difference {
  /** Its row in the section "What differs" of `docs/from-timesys.md`. */
  readonly name: string;
  /** Words of a command line, after those for key file and server, that show it. */
  readonly example: readonly string[];
  readonly explains: readonly Facet[];
  isSeen(comparison: ReadComparison): boolean;
}

const all = ["exit", "stdout", "stderr", "requests", "files"] as const;
const failure = ["exit", "stdout", "stderr"] as const;

/** The differences that are meant. Each is better than what the original does. */
export const differences: readonly Difference[] = [
  {
    name: "results",
    example: ["heartbeat"],
    explains: ["stdout"],
    isSeen: ({ original, here, literal }) =>
      original.exit === 0 && here.exit === 0 && isDeepStrictEqual(literal?.value, jsonOf(here)),
  },
  {
    name: "errors of the service",
    example: ["cves", "info", "CVE-1900-0001"],
    explains: failure,
    isSeen: ({ original, here }) =>
      /^(?:Vigiles|LinuxLink) server returned an error: /.test(original.stdout) &&
      here.exit !== 0 &&
      original.exit === 0,
  },
  {
    name: "errors before a request",
    example: ["group", "info"],
    explains: failure,
    isSeen: ({ original, here, literal }) =>
      (original.exit === 0 || (original.exit === 1 && here.exit === 3)) &&
      literal === undefined &&
      original.requests.length === 0 &&
      here.exit !== 0,
  },
  {
    name: "values",
    example: ["cves", "info", "CVE?x"],
    explains: all,
    isSeen: ({ here }) => isRefused(here, "TOKEN_INVALID", "TOKEN_MISSING", "VALUE_INVALID", "INPUT_INVALID"),
  },
  {
    name: "names instead of tokens",
    example: ["group", "delete", "G?x"],
    explains: all,
    isSeen: ({ original, here }) =>
      here.requests.some((request) => isList(request) && !original.requests.includes(request)),
  },
  {
    name: "wrong command lines",
    example: ["group", "delete"],
    explains: ["stdout"],
    isSeen: ({ original, here }) => original.exit === 2 && here.exit === 2 && codeOf(here) === "USAGE",
  },
  {
    name: "no command",
    example: [],
    explains: failure,
    isSeen: ({ original, here }) => original.exit === 1 && original.stdout.startsWith("usage: ") && here.exit === 2,
  },
  {
    name: "abbreviated flags",
    example: ["manifest", "info", "m1", "--sbom-forma", "spdx"],
    explains: all,
    isSeen: ({ original, here }) =>
      original.exit !== 2 &&
      isRefused(here, "USAGE") &&
      // Where the abbreviated flag is a required one, that is found first.
      /unknown option '--[\w-]+' \(Did you mean|required option '.*' not specified/.test(here.stderr),
  },
  {
    name: "dry run of a download",
    example: ["--dry-run", "report", "download", "csv", "r", "--stdout"],
    explains: ["stdout"],
    isSeen: ({ original, here }) =>
      original.stdout === "'dict' object has no attribute 'endswith'\n" && isRequest(jsonOf(here)),
  },
  {
    name: "dry run of an upload",
    example: ["--dry-run", "manifest", "upload", "{DIR}/sbom.json"],
    explains: ["stdout"],
    isSeen: ({ literal, here }) => isSameButForFiles(literal?.value, jsonOf(here)),
  },
  {
    name: "`manifest delete` without `--confirm`",
    example: ["manifest", "delete", "m1"],
    explains: all,
    isSeen: ({ here }) => isRefused(here, "USAGE") && here.stderr.includes("manifest delete needs --confirm"),
  },
  {
    name: "an explicit group and a configured folder",
    example: ["-d", "{DASH}", "folder", "list", "-g", "G-0"],
    explains: ["stdout", "requests"],
    isSeen: ({ original, here, scenario: { dash } }) =>
      "folder" in dash &&
      sentBy(original).includes(`folder_token=${String(dash.folder)}`) &&
      !sentBy(here).includes("folder_token=") &&
      sentBy(here).includes("group_token="),
  },
  {
    name: "empty items of a list",
    example: ["manifest", "latest-report", "m1", "-e", ""],
    explains: ["stdout", "requests"],
    isSeen: ({ original, here, scenario: { argv } }) =>
      argv.includes("") && /with_field=(?![^\n&'])/.test(sentBy(original)) && !sentBy(here).includes("with_field="),
  },
  {
    name: "output paths that cannot be written",
    example: ["manifest", "download", "m1", "-o", "{DIR}"],
    explains: all,
    isSeen: ({ here }) => isRefused(here, "OUTPUT_INVALID"),
  },
  {
    name: "a file of another format",
    example: ["manifest", "download", "m1", "-i", "xml", "--stdout"],
    explains: [...failure, "files"],
    isSeen: ({ here }) => codeOf(here) === "RESPONSE_INVALID" && here.stderr.includes("Expected a file of format"),
  },
  {
    name: "what only this command accepts",
    example: ["-d", "{DASH}", "group", "activity_log"],
    explains: all,
    isSeen: ({ original, here }) => original.exit === 2 && here.exit === 0,
  },
  {
    name: "the end of a download",
    example: ["report", "download", "xlsx", "r", "-o", "{DIR}/report.xlsx"],
    explains: ["stdout", "files"],
    isSeen: ({ original, here }) =>
      [here.stdout, ...Object.values(here.files)].some(
        (text) => text !== "" && [original.stdout, ...Object.values(original.files)].includes(`${text}\n`),
      ),
  },
  {
    name: "`--export-path`",
    example: ["manifest", "upload", "{DIR}/sbom.json", "--export-format", "pdf", "--export-path", "{DIR}/report.out"],
    explains: ["files"],
    isSeen: ({ original, here }) =>
      isDeepStrictEqual(Object.values(original.files), Object.values(here.files)) &&
      Object.keys(here.files).some((name) => !Object.hasOwn(original.files, name)),
  },
  {
    name: "line ends of an SBOM",
    example: ["manifest", "upload", "{DIR}/tag.spdx"],
    explains: ["stdout", "requests", "files"],
    isSeen: ({ original, here, literal }) =>
      here.requests.some((request) => request.includes("\r\n")) &&
      isDeepStrictEqual(withPlainEnds(original.requests), withPlainEnds(here.requests)) &&
      isDeepStrictEqual(withPlainEnds(literal?.value), withPlainEnds(jsonOf(here))),
  },
];

/** Lists the facets of a comparison that differ. */
export function facetsOf({ original, here }: Comparison): readonly Facet[] {
  return all.filter((facet) =>
    facet === "stderr"
      ? (original.stderr === "") !== (here.stderr === "")
      : !isDeepStrictEqual(original[facet], here[facet]),
  );
}

function jsonOf({ stdout }: Outcome): unknown {
  try {
    return JSON.parse(stdout) as unknown;
  } catch {
    return undefined;
  }
}

/** The requests, also those that a dry run prints. */
function sentBy({ requests, stdout }: Outcome): string {
  return [...requests, stdout].join("\n");
}

/** The code of the error that this command printed; empty if it printed none. */
function codeOf({ stderr }: Outcome): string {
  if (stderr.startsWith("Usage: ")) return "USAGE";
  return /^vigiles: ([A-Z_]+): /m.exec(stderr)?.[1] ?? "";
}

/** Whether this command failed with one of the codes, before it sent or wrote anything. */
function isRefused(outcome: Outcome, ...codes: readonly string[]): boolean {
  const { exit, requests, files } = outcome;
  return exit !== 0 && requests.length === 0 && Object.keys(files).length === 0 && codes.includes(codeOf(outcome));
}

/** Whether a request asks for a list in which names are looked up. */
function isList(request: string): boolean {
  return /^GET\n\/api\/v1\/vigiles\/(?:manifests|folders|products|groups(?:\/archived)?)\n/.test(request);
}

function isRequest(value: unknown): boolean {
  return isRecord(value) && ["headers", "method", "url", "hmac_msg"].every((name) => name in value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Whether two dry runs differ in the members only that stand for files here, and in what follows from them. */
function isSameButForFiles(original: unknown, here: unknown): boolean {
  if (!isRecord(original) || !isRecord(here) || !isRecord(original["data"]) || !isRecord(here["data"])) return false;
  const isFile = (value: unknown): boolean => isRecord(value) && "sha256" in value;
  const members = Object.entries(here["data"]);
  const sent = Object.entries(original["data"]).filter(([name]) => !isFile(Object.fromEntries(members)[name]));
  const shown = members.filter(([, value]) => !isFile(value));
  return (
    shown.length < members.length &&
    isDeepStrictEqual(Object.fromEntries(sent), Object.fromEntries(shown)) &&
    original["method"] === here["method"] &&
    original["url"] === here["url"]
  );
}

function withPlainEnds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null).replaceAll(String.raw`\r\n`, String.raw`\n`));
}
