import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { python, pythonVariables, type Checkout } from "./original-command.js";

/** A call of the original package. */
export interface OriginalCall {
  /** Path of the function below the package, for example `vigiles.folders.get_folders`. */
  readonly function: string;
  readonly arguments: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
  /** The tokens that are set on the package beforehand. */
  readonly tokens: Readonly<Record<string, string | null>>;
}

/**
 * Makes calls of the original package, one after the other, in one process.
 *
 * @param keyFile - path
 * @param url - of the server
 * @returns the error of each call; null for those without one
 */
export async function makeOriginalCalls(
  { library }: Checkout,
  calls: readonly OriginalCall[],
  keyFile: string,
  url: string,
): Promise<readonly (string | null)[]> {
  const child = spawn(python, [join(import.meta.dirname, "original-calls.py"), keyFile, url], {
    env: pythonVariables(library),
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.end(calls.map((call) => `${JSON.stringify(call)}\n`).join(""));
  const lines = (await text(child.stdout)).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as string | null);
}
