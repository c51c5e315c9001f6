/**
 * Examples for the end of a command's help: give them to commander's `addHelpText("after", …)`.
 *
 * @param lines - command lines, as a user types them into a shell
 */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}\n`).join("")}`;
}
