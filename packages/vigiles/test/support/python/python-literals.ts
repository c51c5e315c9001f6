import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** The value of a Python literal; undefined if a text is none. Bytes become text. */
export type Literal = { readonly value: unknown } | undefined;

/**
 * Reads what the original prints: Python literals, with Python's own reader.
 *
 * @param texts - one for each result
 */
export async function readLiterals(texts: readonly string[]): Promise<readonly Literal[]> {
  const child = spawn("python3", [join(import.meta.dirname, "python-literals.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(texts.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const lines = (await text(child.stdout)).trimEnd().split("\n");
  return lines.map((line) => (JSON.parse(line) as Literal | null) ?? undefined);
}
