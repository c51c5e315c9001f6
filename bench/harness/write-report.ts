import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parts } from "../parts/index.ts";
import type { Environment } from "./environment.ts";
import { environmentText, section } from "./markdown.ts";
import { misses, type PartResult } from "./part.ts";
import { svgOf } from "./svg.ts";

/** The folder of the recorded figures. */
export const resultsFolder: string = join(import.meta.dirname, "..", "results");

const docs = join(import.meta.dirname, "..", "..", "docs");
const chartsFolder = join(docs, "performance");

/** Writes docs/performance.md and its charts from the recorded figures. */
export function writeReport(): void {
  const results = parts.flatMap(({ name }) => kept(name));
  const text = [...introduction(results), ...results.map((result) => section(result, chartsOf(result)))];
  writeFileSync(join(docs, "performance.md"), `${text.join("\n\n")}\n`);
}

function introduction(results: readonly PartResult[]): readonly string[] {
  const judged = results.flatMap(({ rows }) => rows).filter(({ atMost }) => atMost !== undefined);
  const missed = judged.filter(misses).length;
  const environment = JSON.parse(readFileSync(join(resultsFolder, "environment.json"), "utf8")) as Environment;
  return [
    "# Performance",
    "Written by `pnpm bench` from `bench/results`; do not edit. `pnpm bench NAME` measures one part anew.",
    environmentText(environment),
    "The server is a process of its own on loopback; client and server share one core. Contenders take turns, A B B A; a ratio is that of two samples of one round, and its median and quartiles are over all rounds. Ratios hold from machine to machine far better than times do. × is CPU time over CPU time unless a row says otherwise. “undici again” is the control: by as much as it departs from 1, no ratio beside it can be trusted. Parts are measured one by one, so figures of two parts may be of different hours. Between two runs in two clones, medians of rows that have a target moved by less than a tenth for most and by 26 % at most, so that those near their target may be met in one run and missed in the next; rows without a target, the control among them, moved by up to a third at one and at fifty requests at once and by up to 2.3 times at 500, times by half: each process is compiled by the engine in its own way, and this machine is shared.",
    `Of ${judged.length} targets ${judged.length - missed} are met and ${missed} missed.`,
  ];
}

function kept(name: string): readonly PartResult[] {
  const file = join(resultsFolder, `${name}.json`);
  return existsSync(file) ? [JSON.parse(readFileSync(file, "utf8")) as PartResult] : [];
}

function chartsOf({ charts = [] }: PartResult): readonly string[] {
  mkdirSync(chartsFolder, { recursive: true });
  return charts.map((chart) => {
    writeFileSync(join(chartsFolder, `${chart.name}.svg`), svgOf(chart));
    return `![${chart.title}](performance/${chart.name}.svg)`;
  });
}
