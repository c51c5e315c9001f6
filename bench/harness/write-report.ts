import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parts } from "../parts/index.ts";
import type { Environment } from "./environment.ts";
import { environmentText, section } from "./markdown.ts";
import type { PartResult } from "./part.ts";
import { summaryText } from "./summary.ts";
import { svgOf } from "./svg.ts";

/** The folder of the recorded figures. */
export const resultsFolder: string = join(import.meta.dirname, "..", "results");

const docs = join(import.meta.dirname, "..", "..", "docs");
const chartsFolder = join(docs, "performance");

/** Writes docs/performance.md, the tables behind it and their charts from the recorded figures. */
export function writeReport(): void {
  const results = parts.flatMap(({ name }) => kept(name));
  const environment = JSON.parse(readFileSync(join(resultsFolder, "environment.json"), "utf8")) as Environment;
  writeFileSync(join(docs, "performance.md"), `${summaryText({ results, environment })}\n`);
  const tables = [...introduction(environment), ...results.map((result) => section(result, chartsOf(result)))];
  writeFileSync(join(docs, "performance-tables.md"), `${tables.join("\n\n")}\n`);
}

function introduction(environment: Environment): readonly string[] {
  return [
    "# All measurements",
    "The tables behind [Performance](performance.md). `pnpm bench` writes this page from `bench/results`; do not edit it. `pnpm bench NAME` measures one part again.",
    environmentText(environment),
    "The server runs in its own process on loopback; client and server share one core. Contenders take turns, A B B A. A ratio compares two samples of one round; median and quartiles are over all rounds. Ratios transfer to other machines far better than times. × is a ratio of CPU times unless a row says otherwise. “undici again” is the control: the same client measured twice. The more its ratio differs from 1, the less accurate the other ratios of the same group are. Parts are measured one after the other, so two parts may come from different hours. Between two runs in two clones, most medians of rows with a target moved by less than a tenth, and none by more than 26 %; rows near their target may be met in one run and missed in the next. Rows without a target, including the control, moved by up to a third at one and at fifty requests at once, and by up to 2.3 times at 500; times moved by half. The reasons: the engine compiles each process differently, and this machine is shared.",
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
