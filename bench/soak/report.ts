import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { noiseText } from "../harness/markdown.ts";
import type { Noise } from "../harness/noise.ts";
import { svgOf } from "../harness/svg.ts";
import { chartsOf } from "./charts.ts";
import { fails } from "./checks.ts";
import { faultKinds, type FaultKind } from "./faults.ts";
import { checkedFrom, strictlyCheckedFrom, retry, retryWindow, workers, type SoakSettings } from "./settings.ts";
import type { RunSummary } from "./summary.ts";

/** The recorded results of a soak. */
export interface SoakResult {
  readonly settings: SoakSettings;
  readonly command: string;
  readonly node: string;
  readonly machine: string;
  readonly versions: { readonly undici: string; readonly got: string };
  readonly noise: Noise;
  readonly runs: readonly RunSummary[];
}

const docs = join(import.meta.dirname, "..", "..", "docs");

/** Writes docs/soak.md and its chart. */
export function writeSoakReport(result: SoakResult): void {
  mkdirSync(join(docs, "performance"), { recursive: true });
  writeFileSync(join(docs, "performance", "soak.svg"), svgOf(...chartsOf(result.runs)));
  writeFileSync(join(docs, "soak.md"), `${textOf(result).join("\n\n")}\n`);
}

function textOf(result: SoakResult): readonly string[] {
  const { runs } = result;
  return [
    "# Soak",
    `\`pnpm bench soak\` wrote this page from one run; do not edit it. The figures are those of`,
    `\`\`\`sh\n${result.command}\n\`\`\``,
    environmentText(result),
    methodText(result.settings),
    `## What must hold\n\nEach count is compared with what the faults of its requests allow; the command exits with 1 if one is exceeded. If 0 cases were found among n, the true share is below 3/n with a confidence of 95 %.`,
    checksTable(runs),
    "## What happened",
    outcomesTable(runs),
    figuresTable(runs),
    "![Latency and memory over the run](performance/soak.svg)",
    "## How to read the figures",
    readingText,
  ];
}

function environmentText({ node, machine, versions, noise }: SoakResult): string {
  const busy = noise.noisy ? ` **The machine was busy** (${noiseText(noise)}).` : "";
  return `Node ${node}; ${machine}; undici ${versions.undici}, got ${versions.got}. Server and client run in separate processes on loopback.${busy}`;
}

function methodText({ requests, faults, seed }: SoakSettings): string {
  const window = `${retryWindow.limit} in ${retryWindow.windowMs / 1000} s`;
  return `On each transport one session sends ${format(requests)} requests from ${workers} workers, alternating GET and POST, each with its own id. The server injects a fault into ${faults} % of them, chosen by seed ${seed}: it resets the connection before or after it acts, responds with 500 or 401, waits 100 ms, or truncates its response. Or the connection ends with an error of the kernel (${kernelCodes()}) after the server has received the whole request and acted on it, before its response or within it. Loopback never reports most of these errors by itself. So the server tells the client program which connection must fail. The client program finds its socket through \`node:diagnostics_channel\` and destroys it with the error that Node would report. A request gets a fault when it first arrives, and is served when it arrives again; the same holds for logins. Retries start at ${retry.baseDelayMs} ms, and the re-authentication window allows ${window}, so that calls both get and fail to get permits.`;
}

function checksTable(runs: readonly RunSummary[]): string {
  const whats = [...new Set(runs.flatMap(({ checks }) => checks).map(({ what }) => what))];
  const rows = whats.map((what) => {
    const checks = runs.map((run) => run.checks.find((check) => check.what === what));
    const cells = checks.map((check) =>
      check === undefined
        ? ""
        : `${format(check.found)} of at most ${format(check.atMost)}${fails(check) ? ", **fails**" : ""}`,
    );
    return `| ${[what, ...cells].join(" | ")} |`;
  });
  return table(["", ...names(runs)], rows);
}

function outcomesTable(runs: readonly RunSummary[]): string {
  const outcomes = [...new Set(runs.flatMap((run) => run.outcomes).map(({ outcome }) => outcome))];
  const rows = outcomes.map((outcome) => {
    const counts = runs.map((run) => run.outcomes.find((count) => count.outcome === outcome));
    const cells = counts.flatMap((count) => [format(count?.gets ?? 0), format(count?.posts ?? 0)]);
    return `| ${[outcome === "ok" ? "a complete response" : `\`${outcome}\``, ...cells].join(" | ")} |`;
  });
  return table(["call ended in", ...names(runs).flatMap((name) => [`${name}, GET`, `${name}, POST`])], rows);
}

function figuresTable(runs: readonly RunSummary[]): string {
  const row = (what: string, pick: (run: RunSummary) => string): string =>
    `| ${[what, ...runs.map(pick)].join(" | ")} |`;
  return table(
    ["", ...names(runs)],
    [
      row("requests with a fault, logins included", ({ strikes }) => format(countOf(strikes, () => true))),
      row("of these, errors of the kernel on an open connection", ({ strikes }) =>
        format(countOf(strikes, (kind) => faultKinds[kind].kernelError !== undefined)),
      ),
      row("requests on the wire for each call", ({ amplification }) => amplification.toFixed(3)),
      row("heap after collection, MB for each 100,000 requests", ({ slopes }) => signed(slopes.heapMb)),
      row("outside the heap, the same", ({ slopes }) => signed(slopes.externalMb)),
      row("resident memory, the same", ({ slopes }) => signed(slopes.rssMb)),
      row("took", ({ tookMs }) => `${Math.round(tookMs / 1000)} s`),
    ],
  );
}

const readingText = `A GET with a fault is retried and succeeds. A POST is sent once, except after a 401, which says that it was not served. If its connection was reset or ended by an error of the kernel, or its response was truncated, the call ends with \`CONNECTION_RESET\` and the outcome \`unknown\`, whether the server had acted or not: only the caller can find out. \`ETIMEDOUT\`, \`EHOSTUNREACH\` and \`ENETUNREACH\` can also occur while the client connects. In that case the request can be sent again. In this test the server has already received the request, so a POST must not be sent again. A call that gets a 401 ends with \`RETRY_WINDOW_EXHAUSTED\` if the window is used up, with \`AUTH_TRANSIENT\` while a failed login backs off, and with the login's own \`CONNECTION_RESET\` if the login was reset.

Slopes are Theil–Sen slopes over the last two thirds of the run, measured while no request was pending and after two garbage collections. Heap slopes are precise. Resident memory is not: in a run of some minutes the allocator moves it by several MB in either direction, so it is shown but not checked. Heap slopes are checked from ${format(checkedFrom.requests)} requests on (at most ${checkedFrom.maxMb} MB), and strictly from ${format(strictlyCheckedFrom.requests)} (at most ${strictlyCheckedFrom.maxMb} MB, which is 3 bytes of a request). \`--leak 64\` shows that a leak is found: the client then keeps 64 bytes of each request, and the command must fail. It writes nothing then.

Latencies are valid only for this machine, whose cores client and server share. The 99th percentile belongs to calls with a fault: a pause before a retry, or the 100 ms of a slow response.`;

function kernelCodes(): string {
  const codes = new Set(Object.values(faultKinds).flatMap(({ kernelError }) => kernelError?.code ?? []));
  return [...codes].map((code) => `\`${code}\``).join(", ");
}

function countOf(strikes: RunSummary["strikes"], isCounted: (kind: FaultKind) => boolean): number {
  const kinds = Object.keys(strikes) as readonly FaultKind[];
  return kinds.filter(isCounted).reduce((sum, kind) => sum + (strikes[kind] ?? 0), 0);
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [`| ${head.join(" | ")} |`, `|${"---|".repeat(head.length)}`, ...rows].join("\n");
}

function names(runs: readonly RunSummary[]): readonly string[] {
  return runs.map(({ transport }) => transport);
}

function format(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: 3 });
}

function signed(value: number): string {
  return `${value >= 0 ? "+" : ""}${value.toFixed(3)}`;
}
