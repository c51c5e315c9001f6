/** Spellings that scripts use, and what they are now. */
const spellings: Readonly<Record<string, string>> = { "--kconfig": "--kernel-config", "--verison": "--version" };

/**
 * A command line in the spelling that the parser knows: `_` and `-` count alike in long flags, old names are
 * replaced, and `-x=value` means `-x value`. What follows `--` stays as it is.
 *
 * @param argv - without program and script
 */
export function normalizeArguments(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  const flags = end < 0 ? argv : argv.slice(0, end);
  return [...flags.flatMap(normalize), ...(end < 0 ? [] : argv.slice(end))];
}

function normalize(word: string): string[] {
  const short = /^(-[A-Za-z])=(.*)$/s.exec(word);
  if (short !== null) return [short[1] ?? "", short[2] ?? ""];
  const long = /^(--[A-Za-z][\w-]*)(.*)$/s.exec(word);
  if (long === null) return [word];
  const name = (long[1] ?? "").replaceAll("_", "-");
  return [`${spellings[name] ?? name}${long[2] ?? ""}`];
}
