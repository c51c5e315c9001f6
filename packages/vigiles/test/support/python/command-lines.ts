import fc from "fast-check";
import type { Edition } from "../../../src/index.js";
import { commandTable, globalFlags, type CommandRow, type Flags, type Kind } from "./command-table.js";
import type { Scenario } from "./both-commands.js";
import { badValues, goodValues, inputFiles } from "./command-values.js";

/** What is wrong with a command line, on purpose. */
type Mistake =
  | "none"
  | "abbreviated flag"
  | "extra word"
  | "missing word"
  | "missing value"
  | "unknown flag"
  | "unknown command"
  | "wrong value";

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

/** Makes command lines of an edition for the original command. About a third has one mistake. */
export function commandLines(edition: Edition): fc.Arbitrary<Scenario> {
  return fc.constantFrom(...commandTable[edition]).chain((row) =>
    fc
      .record({ parts: partsOf(row), globals: someOf(globalFlags, 0.25), wrong: mistake, at: fc.nat() })
      .chain(({ parts, globals, wrong, at }) => {
        const own = [...globals.flatMap((part) => wordsOf(part, "none")), ...withMistake(row, parts, wrong, at)];
        return places.map((first) => ({ edition, argv: [...first, ...own], files: inputFiles, dash }));
      }),
  );
}

/** The flags for key file, server and dashboard config; sometimes a file that cannot be used. */
const places = fc.oneof(
  { weight: 9, arbitrary: fc.constant(["-k", "{KEY}", "-u", "{URL}"]) },
  { weight: 9, arbitrary: fc.constant(["-k", "{KEY}", "-u", "{URL}", "-d", "{DASH}"]) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ["-k", "{DIR}/missing"],
      ["-k", "{DIR}/sbom.json"],
      ["-k", "{KEY}", "-d", "{DIR}/missing"],
      ["-k", "{KEY}", "-d", "{DIR}/no-sbom.txt"],
    ),
  },
);

/** The dashboard config of generated command lines, for both editions. */
export const dash = { group: "G-8", product: "G-8", folder: "F-9" };

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
function withMistake({ words }: CommandRow, parts: readonly Part[], wrong: Mistake, at: number): readonly string[] {
  const path = words.split(" ");
  const possible = parts.filter((part) => isPossible(part, wrong));
  const wrongPart = possible.length === 0 ? undefined : pick(possible, at);
  const own = parts.flatMap((part) => wordsOf(part, part === wrongPart ? wrong : "none"));
  switch (wrong) {
    case "extra word":
      return [...path, ...own, "extra"];
    case "unknown flag":
      return [...path, ...own, "--no-such-flag"];
    case "unknown command":
      return [...path.slice(0, -1), `${path.at(-1)}x`, ...own];
    case "missing word":
      return [...path, ...own].slice(0, -1);
    default:
      return [...path, ...own];
  }
}

function isPossible({ kind, spellings }: Part, wanted: Mistake): boolean {
  if (wanted === "wrong value") return badValues[kind] !== undefined;
  if (spellings === undefined) return false;
  return wanted === "abbreviated flag" ? spellings.some((text) => text.startsWith("--")) : kind !== "switch";
}
