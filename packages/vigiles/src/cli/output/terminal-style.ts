import { styleText } from "node:util";
import type { Severity } from "../../findings/severity.js";
import type { Io } from "../io.js";

/** How text looks where it is printed. */
export interface Look {
  /** Of the terminal; `undefined` where there is none, and lines may be as long as they like. */
  readonly columns: number | undefined;
  /** The text in the colour of a severity, where colours are wanted. */
  severity(name: Severity, text?: string): string;
}

const styles: Readonly<Record<Severity, Parameters<typeof styleText>[0]>> = {
  critical: ["bold", "red"],
  high: "red",
  medium: "yellow",
  low: "cyan",
  none: "dim",
};

/**
 * How results look on standard output. Colours are for terminals; `NO_COLOR` takes them away, and `FORCE_COLOR` brings
 * them wherever the output goes (no-color.org, force-color.org).
 *
 * @param io - the command's world
 */
export function lookOf({ stdout, env }: Io): Look {
  const coloured = wantsColours(stdout.isTTY ?? false, env);
  return {
    // A terminal that does not know its size says 0.
    columns: stdout.isTTY ? stdout.columns || 80 : undefined,
    severity: (name, text = name) => (coloured ? styleText(styles[name], text, { validateStream: false }) : text),
  };
}

function wantsColours(isTerminal: boolean, env: Io["env"]): boolean {
  const { NO_COLOR: none, FORCE_COLOR: forced, TERM: terminal } = env;
  if (none !== undefined && none !== "") return false;
  if (forced !== undefined && forced !== "") return forced !== "0";
  return isTerminal && terminal !== "dumb";
}
