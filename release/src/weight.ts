import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown, type OutputChunk } from "rolldown";
import { repository } from "./packages.ts";

const dist = join(repository, "packages", "http-core", "dist");

/** Programs whose bundles are weighed, by name. */
export const programs: Readonly<Record<string, string>> = {
  "createSession with fetchTransport": `
    import { createSession } from ${JSON.stringify(join(dist, "index.js"))};
    import { fetchTransport } from ${JSON.stringify(join(dist, "transports", "fetch.js"))};
    export const session = createSession({ baseUrl: "https://a.example", transport: fetchTransport() });`,
};

/** How much a bundle may grow before a changeset has to say so. */
const maxGrowth = 1.1;

/** What a bundle weighs, compressed by gzip, in bytes. */
export interface Weight {
  /** What the program loads when it starts: its first chunk, and what that one imports. */
  readonly atStart: number;
  /** All chunks together: also those that are loaded on first use, among them got and tough-cookie. */
  readonly allChunks: number;
}

/**
 * Bundles a program for production, split into chunks, and weighs it.
 *
 * @param source - an ES module
 */
export async function weigh(source: string): Promise<Weight> {
  const entry = "\0program";
  const plugin = {
    name: "program",
    resolveId: (id: string) => (id === entry ? entry : null),
    load: (id: string) => (id === entry ? source : null),
  };
  const bundle = await rolldown({ input: entry, platform: "node", plugins: [plugin], logLevel: "silent" });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  const chunks = new Map(output.flatMap((part) => (part.type === "chunk" ? [[part.fileName, part] as const] : [])));
  return { atStart: compressedBytes(loadedAtStart(chunks)), allChunks: compressedBytes([...chunks.values()]) };
}

function compressedBytes(chunks: readonly OutputChunk[]): number {
  return chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).byteLength, 0);
}

function loadedAtStart(chunks: ReadonlyMap<string, OutputChunk>): readonly OutputChunk[] {
  const loaded = new Set([...chunks.values()].filter(({ isEntry }) => isEntry));
  // A chunk that is added here is visited as well.
  for (const { imports } of loaded) {
    for (const name of imports) {
      const imported = chunks.get(name);
      if (imported !== undefined) loaded.add(imported);
    }
  }
  return [...loaded];
}

/**
 * Finds what is wrong with a weight.
 *
 * @param name - of the program, and what of it is weighed
 * @param bytes - what it weighs
 * @param recorded - what it weighed when it was last recorded; `undefined` if it never was
 * @param changesets - the texts of the changesets
 * @returns what to do; `undefined` if nothing is wrong
 */
export function weightFault(
  name: string,
  bytes: number,
  recorded: number | undefined,
  changesets: readonly string[],
): string | undefined {
  if (recorded === undefined) return `record ${name} in release/snapshots/weights.json: ${bytes}`;
  if (bytes <= recorded * maxGrowth) return undefined;
  const line = `Weight: ${name}, ${Math.ceil(bytes / 1024)} KB`;
  const announced = changesets
    .flatMap((text) => text.split("\n"))
    .filter((each) => each.startsWith(`Weight: ${name}, `));
  const limitsKb = announced.map((each) => Number(/, (\d+) KB$/.exec(each)?.[1] ?? 0));
  if (limitsKb.some((limitKb) => bytes <= limitKb * 1024)) return undefined;
  const growth = Math.round((bytes / recorded - 1) * 100);
  return `${name} weighs ${bytes} bytes, ${growth} % more than recorded: make it lighter, or say why in a changeset with the line "${line}"`;
}
