import type { Logger } from "../../src/index.js";

/** A logger that keeps its warnings and drops everything else. */
export function recordWarnings(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  return { lines, debug() {}, info() {}, error() {}, warn: (line) => void lines.push(line) };
}

/** Returns the warnings about outages of a store. Logins that follow a rejection are warned of as well. */
export function outagesIn(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => !line.startsWith("The server rejected the credential"));
}
