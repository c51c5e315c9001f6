/**
 * Text for the end of a command's help.
 *
 * @param lines - command lines to learn from, as a shell takes them
 */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}\n`).join("")}`;
}
