import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { bin } from "./process.js";

const inCi = process.env["CI"] !== undefined && process.env["CI"] !== "";
const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** Why tests on a terminal are skipped, for their names; empty if they run. */
export const whyNoTerminal: string =
  hasPython || inCi ? "" : " (skipped: python3, which makes the terminal, is not installed, and this is not CI)";

/**
 * Runs the command on a terminal of its own.
 *
 * @param argv - arguments
 * @param env - environment variables. Default: PATH, HOME and TERM
 * @param seen - called with everything that was written so far, and with a function that types on the terminal
 * @returns everything that was written to the terminal
 */
export async function onTerminal(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  seen: (sofar: string, type: (text: string) => void) => void = () => {},
): Promise<string> {
  const script = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
  const world = { PATH: process.env["PATH"], HOME: "/nowhere", TERM: "xterm", ...env };
  const child = spawn("python3", ["-c", script, process.execPath, bin, ...argv], { env: world });
  let shown = "";
  child.stdout.on("data", (chunk: Buffer) => {
    shown += chunk.toString("utf8");
    seen(shown, (text) => child.stdin.write(text));
  });
  await once(child, "close");
  return shown;
}

/**
 * Makes a listener for {@link onTerminal} that replies to questions.
 *
 * @param replies - what is typed when a text has been shown, in order
 */
export function replying(
  ...replies: readonly (readonly [question: string, reply: string])[]
): (sofar: string, type: (text: string) => void) => void {
  const waiting = [...replies];
  return (sofar, type) => {
    const [next] = waiting;
    if (next === undefined || !sofar.includes(next[0])) return;
    waiting.shift();
    type(next[1]);
  };
}
