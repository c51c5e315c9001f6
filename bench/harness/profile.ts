import { readFileSync } from "node:fs";
import { Session, type Profiler, type Runtime } from "node:inspector/promises";
import { fileURLToPath } from "node:url";

/** The share of CPU time spent in one place. */
export interface Share {
  readonly place: string;
  readonly percent: number;
}

const mostPlaces = 12;
const leastPercent = 1;

/** Profiles work with V8's sampling profiler, as `node --cpu-prof` does, and returns where its time went. */
export async function profileOf(work: () => Promise<void>): Promise<readonly Share[]> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 100 });
    await session.post("Profiler.start");
    await work();
    const { profile } = await session.post("Profiler.stop");
    return sharesOf(profile);
  } finally {
    session.disconnect();
  }
}

/** Sums self time by file for our code and by package for others. */
function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): readonly Share[] {
  const places = new Map(nodes.map(({ id, callFrame }) => [id, placeOf(callFrame)]));
  const spent = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const place = places.get(id) ?? "";
    if (place !== "") spent.set(place, (spent.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const total = [...spent.values()].reduce((sum, value) => sum + value, 0);
  return [...spent]
    .map(([place, value]) => ({ place, percent: Math.round((1000 * value) / total) / 10 }))
    .filter(({ percent }) => percent >= leastPercent)
    .sort((one, other) => other.percent - one.percent)
    .slice(0, mostPlaces);
}

/** Returns no place for idle time and for the profiler itself. */
function placeOf({ url, functionName, lineNumber }: Runtime.CallFrame): string {
  if (functionName === "(idle)" || url.startsWith("node:inspector")) return "";
  if (url === "") return functionName.startsWith("(") ? functionName : "built-in code";
  if (url.startsWith("node:")) return url;
  const path = url.startsWith("file:") ? fileURLToPath(url) : url;
  const own = /\/packages\/([^/]+)\/dist\/(.+)$/.exec(path);
  if (own !== null) return `@org/${own[1]} ${own[2]?.startsWith("chunks/") ? sourceOf(path, lineNumber) : own[2]}`;
  const other = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path);
  return other?.[1] ?? "the measurement";
}

/** Finds the source of a line in a bundle: the bundler writes the name of each source above its code. */
function sourceOf(bundle: string, lineNumber: number): string {
  const above = readFileSync(bundle, "utf8").split("\n", lineNumber + 1);
  const name = above.findLast((line) => line.startsWith("// src/"));
  return name?.replace(/^.*src\//, "") ?? bundle;
}
