// How the changelogs read. What changesets writes by default repeats "Updated dependencies" for every change of every dependency; a reader wants
// each change once, in the words of whoever made it, and what else was updated in one line.

interface Change {
  readonly summary: string;
  /** The commit that brought the changeset; none yet where it isn't committed. */
  readonly commit?: string;
}

interface Updated {
  readonly name: string;
  readonly newVersion: string;
}

/** One change, in the words of its changeset, with the commit it came with. */
export function getReleaseLine({ summary, commit }: Change): string {
  const [first = "", ...rest] = summary.trim().split("\n");
  const link = commit === undefined ? "" : ` (${commit.slice(0, 7)})`;
  return [`- ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))].join("\n") + link;
}

/** What of this project a package now needs, in one line. */
export function getDependencyReleaseLine(_changes: readonly Change[], updated: readonly Updated[]): string {
  if (updated.length === 0) return "";
  return `- Works with ${updated.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`).join(", ")}.`;
}
