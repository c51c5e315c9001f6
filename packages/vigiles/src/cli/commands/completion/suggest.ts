import type { Command, Option } from "commander";
import { normalizeArguments } from "../../options/normalize-arguments.js";
import { valuesOf } from "./values.js";

/** A possible next word of a command line. */
export interface Suggestion {
  /** The whole word, also if its beginning is typed already. */
  readonly value: string;
  /** Empty for values of an option. */
  readonly description: string;
}

/**
 * Suggests the next words of a command line.
 *
 * @param program - with all its commands
 * @param words - so far; the last one is being typed, and may be empty
 * @returns nothing if a file name or a token is expected
 */
export function suggest(program: Command, words: readonly string[]): Suggestion[] {
  const typed = words.at(-1) ?? "";
  const position = findPosition(program, normalizeArguments(words.slice(0, -1)));
  return suggestionsAt(position, typed).filter(({ value }) => value.startsWith(typed));
}

/** The place of the next word on a command line. */
interface Position {
  readonly command: Command;
  /** Number of arguments of the command before it. */
  readonly argumentCount: number;
  /** The option before, if it still needs its value. */
  readonly openOption: Option | undefined;
}

function findPosition(program: Command, words: readonly string[]): Position {
  let command = program;
  let argumentCount = 0;
  let openOption: Option | undefined;
  for (const word of words) {
    if (openOption !== undefined) {
      openOption = undefined;
    } else if (word.startsWith("-")) {
      const option = command.options.find(({ long, short }) => word === long || word === short);
      openOption = option?.required ? option : undefined;
    } else {
      const child = command.commands.find((candidate) => [candidate.name(), ...candidate.aliases()].includes(word));
      if (child === undefined) argumentCount++;
      else command = child;
    }
  }
  return { command, argumentCount, openOption };
}

function suggestionsAt({ command, argumentCount, openOption }: Position, typed: string): Suggestion[] {
  if (openOption !== undefined) return suggestValues(openOption.attributeName());
  if (typed.startsWith("-")) {
    return command.options.map(({ long, short, description }) => ({ value: long ?? short ?? "", description }));
  }
  const children = command.createHelp().visibleCommands(command);
  const argument = command.registeredArguments[argumentCount];
  return [
    ...children.map((child) => ({ value: child.name(), description: child.description() })),
    ...suggestValues(argument?.name() ?? ""),
  ];
}

function suggestValues(name: string): Suggestion[] {
  return valuesOf(name).map((value) => ({ value, description: "" }));
}
