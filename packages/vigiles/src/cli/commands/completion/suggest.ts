import type { Command, Option } from "commander";
import { normalizeArguments } from "../../options/normalize-arguments.js";
import { valuesOf } from "./values.js";

/** A word that would fit, and what it is for. */
export interface Suggestion {
  readonly value: string;
  readonly description: string;
}

/**
 * What fits at the end of a command line.
 *
 * @param program - the whole tree
 * @param words - so far; the last one is being typed, and may be empty
 * @returns nothing where a file name or a token is expected
 */
export function suggest(program: Command, words: readonly string[]): Suggestion[] {
  const typed = words.at(-1) ?? "";
  const { command, places, pending } = walk(program, normalizeArguments(words.slice(0, -1)));
  const found = pending === undefined ? fitting(command, places, typed) : valueSuggestions(pending.attributeName());
  return found.filter(({ value }) => value.startsWith(typed));
}

interface Position {
  readonly command: Command;
  /** Arguments before. */
  readonly places: number;
  /** An option that lacks its value. */
  readonly pending: Option | undefined;
}

function walk(program: Command, words: readonly string[]): Position {
  let command = program;
  let places = 0;
  let pending: Option | undefined;
  for (const word of words) {
    if (pending !== undefined) {
      pending = undefined;
    } else if (word.startsWith("-")) {
      const option = command.options.find(({ long, short }) => word === long || word === short);
      pending = option?.required ? option : undefined;
    } else {
      const child = command.commands.find((candidate) => [candidate.name(), ...candidate.aliases()].includes(word));
      if (child === undefined) places++;
      else command = child;
    }
  }
  return { command, places, pending };
}

function fitting(command: Command, places: number, typed: string): Suggestion[] {
  if (typed.startsWith("-")) {
    return command.options.map(({ long, short, description }) => ({ value: long ?? short ?? "", description }));
  }
  const children = command.createHelp().visibleCommands(command);
  const argument = command.registeredArguments[places];
  return [
    ...children.map((child) => ({ value: child.name(), description: child.description() })),
    ...valueSuggestions(argument?.name() ?? ""),
  ];
}

function valueSuggestions(name: string): Suggestion[] {
  return valuesOf(name).map((value) => ({ value, description: "" }));
}
