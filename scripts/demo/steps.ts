// Prints the demo's steps with numbers, and throws if an expectation fails.
import { spawn } from "node:child_process";

const bold = process.stdout.isTTY
  ? (text: string): string => `\u001b[1m${text}\u001b[22m`
  : (text: string): string => text;
/** Columns of a line behind its indent of three. */
export const width = 77;
let number = 0;

/** Prints a step's heading and runs it. */
export async function step(title: string, run: () => Promise<void>): Promise<void> {
  number++;
  process.stdout.write(`\n${bold(`${number}. ${title}`)}\n`);
  await run();
}

/** Prints lines, indented. A long one goes on in the next line, after a space if there is one. */
export function say(text: string): void {
  for (const line of text.trimEnd().split("\n")) {
    for (const part of fold(line)) process.stdout.write(`   ${part}\n`);
  }
}

function fold(line: string): readonly string[] {
  if (line.length <= width) return [line];
  const space = line.lastIndexOf(" ", width);
  const end = space > width / 2 ? space + 1 : width;
  return [line.slice(0, end), ...fold(line.slice(end))];
}

/** Returns a command as a shell takes it, in lines that fit. */
export function quoteCommand(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words.map(quoteWord)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 3 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(last === undefined ? word : `    ${word}`);
  }
  return lines.join(" \\\n");
}

function quoteWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Throws if an expectation fails, which ends the demo. */
export function expect(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`Expected: ${what}`);
}

/**
 * Runs a command and prints it with its output.
 *
 * @param command - program and arguments
 * @param options - `env` is added to the environment; `quiet` hides the output
 * @returns standard output
 */
export async function command(
  words: readonly string[],
  options: { readonly env?: Record<string, string>; readonly quiet?: boolean } = {},
): Promise<string> {
  const [program = "", ...args] = words;
  say(`$ ${quoteCommand(words)}`);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...options.env } });
  const [output, errors] = await Promise.all([textOf(child.stdout), textOf(child.stderr), closed(child)]);
  if (errors !== "") say(errors);
  if (!options.quiet) say(output);
  expect(child.exitCode === 0, `"${quoteCommand(words)}" to succeed; it exited with ${child.exitCode}`);
  return output;
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function closed(child: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("close", () => resolve());
    child.once("error", reject);
  });
}
