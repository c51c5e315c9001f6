import type { Logger } from "../../src/index.js";

/** A logger that keeps its warnings and drops everything else. */
export function recordWarnings(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, debug() {}, info() {}, error() {}, warn: (line) => void lines.push(line) };
}
