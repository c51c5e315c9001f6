import { styleText } from "node:util";
import type { Severity } from "../../findings/severity.js";
import type { Io } from "../io.js";

/** How text looks on standard output, which may be a terminal. */
export interface TerminalStyle {
  /** Width in characters: of the terminal, otherwise `COLUMNS`; undefined if lines may have any length. */
  readonly columns: number | undefined;
  /**
   * Colours a text by a severity, if colours are wanted.
   *
   * @param shade - chooses the colour
   * @param text - Default: the name of the severity
   */
  paint(shade: Shade, text?: string): string;
}

/** What a colour means: a severity, or success. */
export type Shade = Severity | "good";

const defaultColumns = 80;

const styles: Readonly<Record<Shade, Parameters<typeof styleText>[0]>> = {
  critical: ["bold", "red"],
  high: "red",
  medium: "yellow",
  low: "cyan",
  none: "dim",
  unknown: "magenta",
  good: "green",
};

/**
 * Chooses the style for standard output. Terminals get colours. `NO_COLOR` switches them off, and `FORCE_COLOR` switches
 * them on everywhere (no-color.org, force-color.org).
 *
 * @param io - standard output and the environment
 */
export function terminalStyle({ stdout, env }: Io): TerminalStyle {
  const isColoured = wantsColours(stdout.isTTY ?? false, env);
  return {
    // A terminal that does not know its size says 0. In a pipe the user may say how wide the table is to be.
    columns: stdout.isTTY ? stdout.columns || defaultColumns : widthOfVariable(env),
    paint: (shade, text = shade) => (isColoured ? styleText(styles[shade], text, { validateStream: false }) : text),
  };
}

/** Shells export `COLUMNS` only if the user says so. */
function widthOfVariable({ COLUMNS: columns = "" }: Io["env"]): number | undefined {
  return /^[1-9]\d{0,4}$/.test(columns) ? Number(columns) : undefined;
}

function wantsColours(isTerminal: boolean, env: Io["env"]): boolean {
  const { NO_COLOR: off, FORCE_COLOR: force, TERM: terminal } = env;
  if (off !== undefined && off !== "") return false;
  if (force !== undefined && force !== "") return force !== "0";
  return isTerminal && terminal !== "dumb";
}
