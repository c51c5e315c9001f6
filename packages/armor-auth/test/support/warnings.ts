import type { Logger } from "@org/http-core";

/** Returns a logger that adds its warnings to a list, and drops everything else. */
export function collectWarnings(warnings: string[]): Logger {
  const drop = (): void => {};
  return { debug: drop, info: drop, error: drop, warn: (text) => void warnings.push(text) };
}
