import { createSession } from "@org/http-core";
import { findingsOf } from "@org/vigiles";
import { allocatedBytes } from "../harness/allocations.ts";
import { costOf, repeated } from "../harness/contender.ts";
import type { Chart, Findings, Part, Row } from "../harness/part.ts";
import { figureOf, growthExponent } from "../harness/statistics.ts";
import { numberedScheme } from "./bench-scheme.ts";
import { noopTransport } from "./wrapper.ts";

type Work = () => unknown;
type Point = readonly [size: number, cost: number];

/** Work of a given size, whose cost may grow with it. */
interface Growth {
  readonly what: string;
  readonly sizes: readonly number[];
  readonly workOf: (size: number) => Work | Promise<Work>;
}

const url = "https://api.example.com";
/** Linear growth has the exponent 1; the margin allows for the spread of the measurement. */
const mostExponent = 1.15;
const stretchMs = 40;
const rounds = 9;

const growths: readonly Growth[] = [
  { what: "concurrent requests", sizes: [10, 100, 1_000, 10_000], workOf: concurrent },
  { what: "sessions", sizes: [10, 100, 1_000, 10_000], workOf: sessions },
  { what: "headers", sizes: [4, 16, 64, 256], workOf: headers },
  { what: "cookies", sizes: [2, 8, 32, 128], workOf: cookies },
  { what: "parameters", sizes: [4, 16, 64, 256], workOf: params },
  { what: "CVEs in a report", sizes: [100, 1_000, 10_000, 100_000], workOf: cves },
  { what: "identities", sizes: [10, 100, 1_000, 10_000], workOf: identities },
];

/** Measures cost by size. */
export const growth: Part = {
  name: "growth",
  title: "Growth",
  method:
    "Work of growing size over a transport that responds at once. The exponent b of cost = a·size^b is computed from the two largest sizes, where fixed costs matter least: 1 is linear growth, 2 would be quadratic. The process has a young generation of 1 GB: with the usual 16 MB the garbage collector would copy all live objects at the size where they no longer fit, a step that says nothing about growth. At tens of thousands of objects the exponent stays above 1 because they no longer fit the processor's caches. The charts' allocations come from V8's heap profiler.",
  nodeOptions: ["--max-semi-space-size=1024", "--min-semi-space-size=1024"],
  run,
};

async function run(): Promise<Findings> {
  const rows: Row[] = [];
  const cpu = new Map<string, Point[]>();
  const memory = new Map<string, Point[]>();
  for (const { what, sizes, workOf } of growths) {
    const [times, bytes]: [Point[], Point[]] = [[], []];
    const works = await Promise.all(sizes.map((size) => workOf(size)));
    const leastUs = await leastCpuUs(works);
    for (const [index, size] of sizes.entries()) {
      times.push([size, leastUs[index] as number]);
      bytes.push([size, await allocatedBytes(works[index] as Work, size >= 1_000 ? 3 : 200)]);
    }
    cpu.set(what, times);
    memory.set(what, bytes);
    rows.push(exponentRow(`CPU by number of ${what}`, times), exponentRow(`Allocations by number of ${what}`, bytes));
  }
  return {
    rows,
    charts: [chart("growth-cpu", "CPU", "µs", cpu), chart("growth-memory", "Allocations", "bytes", memory)],
  };
}

/**
 * Returns the minimum of several series for each work, because other load only adds cost. The works take turns, so that a
 * slow period of the machine does not look like growth.
 */
async function leastCpuUs(works: readonly Work[]): Promise<readonly number[]> {
  const least = works.map(() => Infinity);
  const times: number[] = [];
  for (const work of works) {
    await repeated(work, 3, 1);
    const { wallUs } = await costOf(work);
    times.push(Math.max(1, Math.min(2_000, Math.ceil((stretchMs * 1000) / wallUs))));
  }
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) {
      const count = times[index] as number;
      const { cpuUs } = await costOf(() => repeated(work, count, 1));
      least[index] = Math.min(least[index] as number, Math.max(1, cpuUs / count));
    }
  }
  return least;
}

function exponentRow(work: string, points: readonly Point[]): Row {
  return {
    work: `${work}: exponent`,
    unit: "",
    figure: figureOf([growthExponent(points.slice(-2))]),
    atMost: mostExponent,
  };
}

function chart(name: string, title: string, unit: string, lines: ReadonlyMap<string, readonly Point[]>): Chart {
  const shown = [...lines].map(([label, points]) => ({ label, points }));
  return { name, title: `${title} by size of the work`, x: "how many", y: unit, lines: shown };
}

function concurrent(size: number): Work {
  const session = createSession({ baseUrl: url, transport: noopTransport() });
  return () => Promise.all(Array.from({ length: size }, () => session.get("/small")));
}

function sessions(size: number): Work {
  const transport = noopTransport();
  return () => Array.from({ length: size }, () => createSession({ baseUrl: url, transport }));
}

function headers(size: number): Work {
  const many = Object.fromEntries(numbered(size).map((index) => [`x-header-${index}`, `value ${index}`]));
  const session = createSession({ baseUrl: url, transport: noopTransport() });
  return () => session.get("/small", { headers: many });
}

async function cookies(size: number): Promise<Work> {
  const session = createSession({ baseUrl: url, transport: noopTransport() });
  for (const index of numbered(size)) await session.cookies.setCookie(`cookie${index}=value${index}; Path=/`, url);
  return () => session.get("/small");
}

function params(size: number): Work {
  const many = Object.fromEntries(numbered(size).map((index) => [`p${index}`, index]));
  const session = createSession({ baseUrl: url, transport: noopTransport() });
  return () => session.get("/small", { params: many });
}

function cves(size: number): Work {
  const entries = numbered(size).map((index) => ({
    product: `p${index % 97}`,
    cve_id: `CVE-${index}`,
    cvss: index % 10,
  }));
  const report: unknown = { manifest_token: "m", cves: entries };
  return () => findingsOf(report as Parameters<typeof findingsOf>[0]);
}

/** Each identity logs in, and ends with its session. */
function identities(size: number): Work {
  const auth = numberedScheme(url);
  const transport = noopTransport();
  return async () => {
    const session = createSession({ baseUrl: url, auth, transport });
    for (const index of numbered(size)) await session.authenticate({ authOptions: index });
    await session.close();
  };
}

function numbered(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index);
}
