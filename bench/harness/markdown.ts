import { misses, type PartResult, type Row } from "./part.ts";
import type { Environment } from "./environment.ts";
import type { Noise } from "./noise.ts";

/** Formats rows as plain text, for a terminal. */
export function textTable(rows: readonly Row[]): string {
  return rows.map((row) => `  ${row.work.padEnd(78)} ${shown(row).padEnd(28)} ${verdict(row)}`).join("\n");
}

/** Formats a part as a Markdown section. */
export function section(result: PartResult, charts: readonly string[]): string {
  const { title, method, noise, rows, skipped = [] } = result;
  const table = [
    "| work | median (quartiles) | target | |",
    "|---|---|---|---|",
    ...rows.map((row) => `| ${row.work} | ${shown(row)} | ${target(row)} | ${verdict(row)} |`),
  ];
  return [
    `## ${title}`,
    method,
    ...(noise.noisy ? [`**The machine was busy while this was measured** (${noiseText(noise)}).`] : []),
    table.join("\n"),
    ...rows.filter((row) => misses(row) && row.profile !== undefined).map(profileText),
    ...skipped.map((line) => `Not measured: ${line}.`),
    ...charts,
  ].join("\n\n");
}

/** Formats the environment as Markdown. */
export function environmentText({ node, machine, versions }: Environment): string {
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `Node ${node}; ${machine}. Peers: ${peers.join(", ")}.`;
}

/** Formats a number with two or three significant digits. */
export function digits(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.1) return value.toPrecision(2);
  if (Math.abs(value) >= 100) return value.toFixed(0);
  if (Math.abs(value) >= 10) return value.toFixed(1);
  return value.toFixed(2);
}

function shown({ figure, unit }: Row): string {
  const { median, q1, q3, samples } = figure;
  const middle = `${digits(median)}${unit === "" ? "" : ` ${unit}`}`;
  return samples === 1 ? middle : `${middle} (${digits(q1)}–${digits(q3)})`;
}

function target({ atMost, unit }: Row): string {
  return atMost === undefined ? "" : `≤ ${atMost}${unit === "" ? "" : ` ${unit}`}`;
}

function verdict(row: Row): string {
  if (row.atMost === undefined) return "";
  return misses(row) ? "missed" : "met";
}

function profileText({ work, profile = [] }: Row): string {
  const shares = profile.map(({ place, percent }) => `${place} ${percent} %`);
  return `Where the time of “${work}” goes, by a CPU profile: ${shares.join(", ")}.`;
}

/** Describes the load of the machine in words. */
export function noiseText(noise: Noise): string {
  return `a fixed piece of work took ${noise.waiting.toFixed(2)} times its CPU time, which varied by ${(100 * noise.spread).toFixed(0)} %`;
}
