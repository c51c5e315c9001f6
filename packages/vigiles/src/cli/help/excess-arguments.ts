import type { Command } from "commander";
import { severities } from "../../findings/severity.js";
import { parseCommaList } from "../options/parse-values.js";
import { quoteArgument } from "../options/quote-argument.js";

/** What a value after a letter that takes none means in other tools, and how it is written here. */
const meanings: readonly (readonly [value: RegExp, own: (value: string) => string])[] = [
  [/^(?:sarif|junit|html|markdown|csv)(?:=|$)/i, (value) => `--${formatOf(value)} FILE`],
  [/^(?:json|table|raw)(?:=|$)/i, (value) => `--output ${formatOf(value)}`],
  [/^code-?quality(?:=|$)/i, () => "--codequality FILE"],
  [/^(?:pdf|xlsx|cyclonedx\S*)(?:=|$)/i, () => "--export-format FORMAT --export-path FILE"],
];

/**
 * Says which argument a command line has too many, and what was probably meant.
 *
 * @param command - that does not take the argument
 * @param args - arguments of the command line
 * @returns one line
 */
export function excessText(command: Command, args: readonly string[]): string {
  const expected = command.registeredArguments.length;
  const extra = command.args.find((arg) => switchBefore(command, args, arg) !== undefined) ?? command.args[expected];
  const count = `${command.name()} takes ${expected === 1 ? "one argument" : `${expected || "no"} arguments`}`;
  if (extra === undefined) return `too many arguments: ${count}`;
  const flag = switchBefore(command, args, extra);
  const own = ownFlag(command, extra);
  const why = flag === undefined ? `since ${count}` : `since ${flag} takes no value`;
  // After a command without arguments, such as login, it may be a password.
  const shown = expected === 0 && own === undefined ? "one" : quoteArgument(extra);
  return `too many arguments: ${shown} is left over, ${why}${own === undefined ? "" : ` (here it is ${own})`}`;
}

/** The flag without a value that stands before an argument, with its long form. */
function switchBefore(command: Command, args: readonly string[], arg: string): string | undefined {
  const before = args[args.indexOf(arg) - 1];
  const option = command.options.find(({ short, long }) => before !== undefined && [short, long].includes(before));
  if (option === undefined || !option.isBoolean()) return undefined;
  return option.short === before ? `${option.short} (${option.long})` : option.long;
}

/** What the argument means in other tools, if the command has a flag for that. */
function ownFlag(command: Command, value: string): string | undefined {
  const words = parseCommaList(value.toLowerCase());
  const isSeverity = words.length > 0 && words.every((word) => severities.some((severity) => severity === word));
  const meaning = isSeverity
    ? `--fail-on ${words.join(",")}, or --severity ${words.join(",")} to see no others`
    : meanings.find(([form]) => form.test(value))?.[1](value);
  const flag = /^--[a-z-]+/.exec(meaning ?? "")?.[0];
  return command.options.some(({ long }) => long === flag) ? meaning : undefined;
}

/** Syft and Grype write `sarif=FILE`. */
function formatOf(value: string): string {
  return (value.split("=")[0] ?? "").toLowerCase();
}
