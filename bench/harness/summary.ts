import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digits, environmentText } from "./markdown.ts";
import type { Environment } from "./environment.ts";
import { runs } from "../parts/pairs.ts";
import { misses, type PartResult, type Row } from "./part.ts";

const transports = ["undici", "got", "node", "fetch"];
const peers = ["axios", "ky", "got", "Python requests"];

/** What the short page tells of. */
export interface Recorded {
  readonly results: readonly PartResult[];
  readonly environment: Environment;
}

/** Formats what a reader wants to know first, on one screen. */
export function summaryText({ results, environment }: Recorded): string {
  const find = (part: string, work: string): Row | undefined =>
    results.find(({ name }) => name === part)?.rows.find((row) => row.work === work);
  return [
    "# Performance",
    `What a session costs, measured on one machine: ${environmentText(environment)} Ratios transfer to other machines; times don't. [All measurements](performance-tables.md) has the method, the spread and the other rows. \`pnpm bench\` writes both pages; do not edit them.`,
    "## What a session adds to its transport",
    "CPU time of a small GET with JSON, by a session and by the bare client below it, in one process, in two runs. The session has a scheme, an allow-list, merged headers, time limits, size limits and a re-authentication window.",
    pairsTable(find),
    costText(find),
    ...gotText(find),
    "## Against other libraries",
    "CPU time of a session over undici ÷ that of the other library. Each has a process of its own.",
    peersTable(find),
    "## Against the original Python client",
    "An upload of a 107 MB SBOM takes 1/34 of its CPU time, and 72 MB of memory instead of 8.4 GB. [All figures](from-timesys.md#what-it-costs).",
    "## Start, memory and size",
    startTable(find),
    missedText(results),
  ].join("\n\n");
}

type Find = (part: string, work: string) => Row | undefined;

function pairsTable(find: Find): string {
  const cell = (transport: string, atOnce: number): string => {
    const rows = runs.map((series) =>
      find("pairs", `Session over ${transport} ÷ ${transport}, ${atOnce} at once${series}`),
    );
    const medians = rows.flatMap((row) => (row === undefined ? [] : [`${digits(row.figure.median)} ×`]));
    return medians.length === 0 ? "–" : `${medians.join(" and ")} (target ${rows[0]?.atMost})`;
  };
  return [
    "| transport | one request at a time | 50 at once |",
    "|---|---|---|",
    ...transports.map((transport) => `| ${transport} | ${cell(transport, 1)} | ${cell(transport, 50)} |`),
  ].join("\n");
}

/** Says what the ratios mean, in time. */
function costText(find: Find): string {
  const bare = find("pairs", "undici, 1 at once")?.figure.median ?? 0;
  const ratio = find("pairs", "Session over undici ÷ undici, 1 at once")?.figure.median ?? 1;
  const own = find("wrapper", "Session over a no-op transport")?.figure.median ?? 0;
  const added = bare * (ratio - 1);
  return `Over undici a session adds ${digits(added)} µs to a request of ${digits(bare)} µs. The session itself needs ${digits(own)} µs of that, so its ratio can't be below ${digits(1 + own / bare)}. The rest reads the response under its limits: silence, size, truncation, abort. A request over a real network takes thousands of microseconds, so this matters only to a service whose CPU is busy.`;
}

/** Explains a ratio below 1, which no wrapper could have. */
function gotText(find: Find): readonly string[] {
  const ratio = find("pairs", "Session over got ÷ got, 1 at once")?.figure.median ?? 1;
  return ratio < 1
    ? [
        "A session over got costs less than got alone: got checks and copies the headers of each request several times, and the session gives its own, which it has checked, to Node directly.",
      ]
    : [];
}

function peersTable(find: Find): string {
  const cell = (peer: string, atOnce: number): string => {
    const row = find("small-requests", `Session over undici ÷ ${peer}, ${atOnce} at once`);
    return row === undefined ? "–" : `${digits(row.figure.median)} ×`;
  };
  return [
    "| library | one request at a time | 50 at once |",
    "|---|---|---|",
    ...peers.map((peer) => `| ${peer} | ${cell(peer, 1)} | ${cell(peer, 50)} |`),
  ].join("\n");
}

function startTable(find: Find): string {
  const value = (part: string, work: string): string => {
    const row = find(part, work);
    if (row === undefined) return "–";
    return row.unit === "" ? String(row.figure.median) : `${digits(row.figure.median)} ${row.unit}`;
  };
  const rows: readonly (readonly [string, string])[] = [
    [
      "import of `@org/http-core`, CPU time above bare Node",
      value("start", "import '@org/http-core', above bare node"),
    ],
    ["what a bundle of `createSession` with `fetchTransport` loads at its start, compressed", bundleKb("atStart")],
    ["all chunks of that bundle, with got and tough-cookie, which are loaded on first use", bundleKb("allChunks")],
    ["packages that `@org/http-core` brings", value("size", "@org/http-core: packages")],
    ["packages that `@org/vigiles` brings", value("size", "@org/vigiles: packages")],
    ["memory of a session on a shared transport", value("memory", "A session on a shared transport")],
    ["memory of a call that waits for its response", value("memory", "A call that waits for its response")],
    ["memory of an identity", value("memory", "An identity")],
  ];
  return ["| what | how much |", "|---|---|", ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");
}

/** The weights that a test of the release keeps from growing. */
function bundleKb(measure: "atStart" | "allChunks"): string {
  const file = join(import.meta.dirname, "..", "..", "release", "snapshots", "weights.json");
  const weights = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, Record<typeof measure, number>>>;
  return `${digits((weights["createSession with fetchTransport"]?.[measure] ?? 0) / 1024)} KB`;
}

function missedText(results: readonly PartResult[]): string {
  const withTarget = results.flatMap(({ rows }) => rows).filter(({ atMost }) => atMost !== undefined);
  const missed = withTarget.filter(misses).length;
  return `Of ${withTarget.length} targets ${withTarget.length - missed} are met and ${missed} missed; [each missed one](performance-tables.md) has a profile of where the time goes.`;
}
