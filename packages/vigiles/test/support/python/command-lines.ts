import fc from "fast-check";
import type { Edition } from "../../../src/index.js";
import { commandTable, globalFlags, type CommandRow, type Flags, type Kind } from "./command-table.js";
import { badValues, goodValues } from "./command-values.js";

/** What is wrong with a command line, on purpose. */
export type Mistake =
  | "none"
  | "abbreviated flag"
  | "extra word"
  | "missing word"
  | "missing value"
  | "unknown flag"
  | "unknown command"
  | "wrong value";

/** A command line for the original, with its mistake. `{DIR}` stands for the folder of its files. */
export interface CommandLine {
  readonly edition: Edition;
  /** Global flags. */
  readonly globals: readonly string[];
  /** The command, its words and its flags. */
  readonly words: readonly string[];
  /** Whether a dashboard config is given. */
  readonly hasConfig: boolean;
  readonly mistake: Mistake;
}

/** A word, or a flag with its values. */
interface Part {
  readonly kind: Kind;
  /** The spellings of a flag; undefined for a word. */
  readonly spellings?: readonly string[];
  readonly spelling: number;
  /** Whether a long flag and its value are joined by `=`, and a short one without it. */
  readonly isJoined: boolean;
  readonly good: number;
  readonly bad: number;
}

/** Makes command lines of an edition. About a third has one mistake. */
export function commandLines(edition: Edition): fc.Arbitrary<CommandLine> {
  const rows = commandTable[edition];
  return fc.constantFrom(...rows).chain((row) =>
    fc
      .record({
        parts: partsOf(row),
        globals: someOf(globalFlags, 0.25),
        mistake,
        at: fc.nat(),
        hasConfig: fc.boolean(),
      })
      .map(({ parts, globals, at, hasConfig, mistake: wanted }) => {
        const globalWords = globals.flatMap((part) => wordsOf(part, "none"));
        return { edition, globals: globalWords, hasConfig, ...withMistake(row, parts, wanted, at) };
      }),
  );
}

const mistake: fc.Arbitrary<Mistake> = fc.oneof(
  { weight: 13, arbitrary: fc.constant("none" as const) },
  { weight: 3, arbitrary: fc.constant("wrong value" as const) },
  ...(
    ["abbreviated flag", "extra word", "missing word", "missing value", "unknown flag", "unknown command"] as const
  ).map((kind) => ({ weight: 1, arbitrary: fc.constant(kind) })),
);

function partOf(kind: Kind, spellings?: string): fc.Arbitrary<Part> {
  return fc
    .record({ spelling: fc.nat(), isJoined: fc.boolean(), good: fc.nat(), bad: fc.nat() })
    .map((choice) => ({ kind, ...choice, ...(spellings !== undefined && { spellings: spellings.split(" ") }) }));
}

/** Makes all parts of a command line, the flags before, between or after the words. */
function partsOf({ positionals = [], required, optional, oneOf, atMostOneOf }: CommandRow): fc.Arbitrary<Part[]> {
  const words = fc.tuple(...positionals.map((kind) => partOf(kind)));
  const flags = fc
    .tuple(
      someOf(required, 1),
      someOf(optional, 0.3),
      one(oneOf),
      fc.boolean().chain((is) => one(is ? atMostOneOf : {})),
    )
    .map((lists) => lists.flat())
    .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));
  // A flag that takes several values takes all words after it.
  return fc.tuple(words, flags, fc.boolean()).map(([before, after, isAfter]) => {
    const swallows = after.some(({ kind }) => Array.isArray(goodValues[kind as "groups"]?.[0]));
    return isAfter || swallows ? [...before, ...after] : [...after, ...before];
  });
}

function someOf(flags: Flags = {}, share: number): fc.Arbitrary<Part[]> {
  const entries = Object.entries(flags).map(([spellings, kind]) =>
    fc.tuple(partOf(kind, spellings), fc.integer({ min: 0, max: 99 })),
  );
  return fc.tuple(...entries).map((list) => list.filter(([, chance]) => chance < share * 100).map(([part]) => part));
}

function one(flags: Flags = {}): fc.Arbitrary<Part[]> {
  const entries = Object.entries(flags);
  if (entries.length === 0) return fc.constant([]);
  return fc.constantFrom(...entries).chain(([spellings, kind]) => partOf(kind, spellings).map((part) => [part]));
}

/** Writes the words of a part, with the mistake if it is one of flags or values. */
function wordsOf({ kind, spellings, spelling, isJoined, good, bad }: Part, wrong: Mistake): readonly string[] {
  const wrongs = wrong === "wrong value" ? badValues[kind] : undefined;
  const values = kind === "switch" ? [] : [pick(wrongs ?? goodValues[kind], wrongs === undefined ? good : bad)].flat();
  if (spellings === undefined) return values;
  const flag = pick(spellings, spelling);
  const long = spellings.find((text) => text.startsWith("--")) ?? flag;
  if (wrong === "abbreviated flag") return [long.slice(0, -1), ...values];
  if (wrong === "missing value" && kind !== "switch") return [flag];
  const [value = ""] = values;
  if (values.length !== 1 || !isJoined || value === "") return [flag, ...values];
  return [flag.startsWith("--") ? `${flag}=${value}` : `${flag}${value}`];
}

function pick<T>(values: readonly T[], at: number): T {
  return values[at % values.length] as T;
}

/** Writes a command line with one mistake, or with none if the command has no part for it. */
function withMistake(
  { words }: CommandRow,
  parts: readonly Part[],
  wanted: Mistake,
  at: number,
): { readonly words: readonly string[]; readonly mistake: Mistake } {
  const path = words.split(" ");
  const write = (wrongPart?: Part): string[] => [
    ...path,
    ...parts.flatMap((part) => wordsOf(part, part === wrongPart ? wanted : "none")),
  ];
  const among = (candidates: readonly Part[]): Part | undefined =>
    candidates.length === 0 ? undefined : pick(candidates, at);
  const mistaken = (result: readonly string[]) => ({ words: result, mistake: wanted });
  switch (wanted) {
    case "extra word":
      return mistaken([...write(), "extra"]);
    case "unknown flag":
      return mistaken([...write(), "--no-such-flag"]);
    case "unknown command":
      return mistaken([...path.slice(0, -1), `${path.at(-1)}x`, ...write().slice(path.length)]);
    case "missing word":
      return mistaken(write().slice(0, -1));
    case "none":
      return mistaken(write());
    default: {
      const part = among(parts.filter((candidate) => isPossible(candidate, wanted)));
      return { words: write(part), mistake: part === undefined ? "none" : wanted };
    }
  }
}

function isPossible({ kind, spellings }: Part, wanted: Mistake): boolean {
  if (wanted === "wrong value") return badValues[kind] !== undefined;
  if (spellings === undefined) return false;
  return wanted === "abbreviated flag" ? spellings.some((text) => text.startsWith("--")) : kind !== "switch";
}
