// Prints the demo's steps with numbers, and throws if an expectation fails.
import { spawn } from "node:child_process";

const bold = process.stdout.isTTY
  ? (text: string): string => `\u001b[1m${text}\u001b[22m`
  : (text: string): string => text;
let number = 0;

/** Prints a step's heading and runs it. */
export async function step(title: string, run: () => Promise<void>): Promise<void> {
  number++;
  process.stdout.write(`\n${bold(`${number}. ${title}`)}\n`);
  await run();
}

/** Prints lines, indented. */
export function say(text: string): void {
  for (const line of text.trimEnd().split("\n")) process.stdout.write(`   ${line}\n`);
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
  say(`$ ${words.join(" ")}`);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...options.env } });
  const [output, errors] = await Promise.all([textOf(child.stdout), textOf(child.stderr), closed(child)]);
  if (errors !== "") say(errors);
  if (!options.quiet) say(output);
  expect(child.exitCode === 0, `"${words.join(" ")}" to succeed; it exited with ${child.exitCode}`);
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
