// Formats the changelogs. The default of changesets repeats "Updated dependencies" for every change of every dependency. Readers want each change
// once, in its author's words, and one line for updated dependencies.

interface Change {
  readonly summary: string;
  /** The commit that added the changeset; absent before it is committed. */
  readonly commit?: string;
}

interface Updated {
  readonly name: string;
  readonly newVersion: string;
}

/** Formats one change: the text of its changeset, and the commit that added it. */
export function getReleaseLine({ summary, commit }: Change): string {
  const [first = "", ...rest] = summary.trim().split("\n");
  const link = commit === undefined ? "" : ` (${commit.slice(0, 7)})`;
  return [`- ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))].join("\n") + link;
}

/** Lists the new versions of this project's packages that a package depends on, in one line. */
export function getDependencyReleaseLine(_changes: readonly Change[], updated: readonly Updated[]): string {
  if (updated.length === 0) return "";
  return `- Works with ${updated.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`).join(", ")}.`;
}
