// Runs one part in this process and writes its results: node --expose-gc run-part.ts NAME FILE
import { writeFileSync } from "node:fs";
import { parts } from "../parts/index.ts";
import { noiseOf, probe } from "./noise.ts";
import type { PartResult } from "./part.ts";

const [name, file] = process.argv.slice(2) as [string, string];
const part = parts.find((each) => each.name === name);
if (part === undefined) throw new RangeError(`There is no part ${name}`);

const before = probe();
const startMs = performance.now();
const found = await part.run();
const { title, method } = part;
const tookMs = Math.round(performance.now() - startMs);
const result: PartResult = { name, title, method, noise: noiseOf([...before, ...probe()]), tookMs, ...found };
writeFileSync(file, `${JSON.stringify(result, rounded, 2)}\n`);

/** Rounds to four significant digits, more than any figure here is accurate to. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
