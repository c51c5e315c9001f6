/** Flags of the original command that have another name now. */
const renamedFlags: Readonly<Record<string, string>> = { "--kconfig": "--kernel-config", "--verison": "--version" };

/**
 * Rewrites a command line as the parser knows it: `_` in a long flag becomes `-`, old names become the new ones, and
 * `-x=value` becomes `-x value`. Arguments after `--` stay as they are.
 *
 * @param argv - arguments of the command line, without program and script
 */
export function normalizeArguments(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  const flags = end < 0 ? argv : argv.slice(0, end);
  return [...flags.flatMap(normalize), ...(end < 0 ? [] : argv.slice(end))];
}

function normalize(arg: string): string[] {
  const short = /^(-[A-Za-z])=(.*)$/s.exec(arg);
  if (short !== null) return [short[1] ?? "", short[2] ?? ""];
  const long = /^(--[A-Za-z][\w-]*)(.*)/s.exec(arg);
  if (long === null) return [arg];
  const name = (long[1] ?? "").replaceAll("_", "-");
  return [`${renamedFlags[name] ?? name}${long[2] ?? ""}`];
}
