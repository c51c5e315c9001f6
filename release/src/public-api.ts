import { join } from "node:path";
import { exportsOf, type Declared } from "./declarations.ts";
import { entries, type PublicPackage } from "./packages.ts";

/** The public API of a package: exports by subpath, and commands. */
export interface PublicApi {
  readonly exports: Readonly<Record<string, Readonly<Record<string, Declared>>>>;
  readonly commands: readonly string[];
}

/** Reads a built package's public API from its declarations, in a stable order. */
export function publicApi(found: PublicPackage): PublicApi {
  const bySubpath = entries(found).map(([subpath, types]) => {
    const declared = types === undefined ? [] : [...exportsOf(join(found.folder, types))];
    return [subpath, Object.fromEntries(declared.toSorted(([a], [b]) => compare(a, b)))] as const;
  });
  return { exports: Object.fromEntries(bySubpath), commands: Object.keys(found.manifest.bin ?? {}).toSorted() };
}

/** Lists the differences, one line for each name: `+` added, `-` removed, `~` declared differently. */
export function apiChanges(before: PublicApi, after: PublicApi): readonly string[] {
  const old = flat(before);
  const now = flat(after);
  return [...new Set([...old.keys(), ...now.keys()])].toSorted(compare).flatMap((name) => {
    if (!old.has(name)) return [`+ ${name}`];
    if (!now.has(name)) return [`- ${name}`];
    return old.get(name) === now.get(name) ? [] : [`~ ${name}`];
  });
}

function flat({ exports, commands }: PublicApi): ReadonlyMap<string, string> {
  const names = Object.entries(exports).flatMap(([subpath, declared]) => [
    [subpath, ""] as const,
    ...Object.entries(declared).map(([name, { kind, text }]) => [`${subpath} ${name}`, `${kind} ${text}`] as const),
  ]);
  return new Map([...names, ...commands.map((command) => [`command ${command}`, ""] as const)]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
