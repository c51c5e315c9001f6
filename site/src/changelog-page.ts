import { readChangesets } from "@changesets/read";
import { isInRepository, publishedPackages, readText, repository, type PublishedPackage } from "./repository.ts";

type Changeset = Awaited<ReturnType<typeof readChangesets>>[number];

/** From the change that matters most to the one that matters least. */
const kinds = ["major", "minor", "patch"] as const;

/** Writes the page with the changelogs of all packages, and with what their next release brings. */
export async function changelogPage(): Promise<string> {
  const changesets = await readChangesets(repository);
  const sections = publishedPackages().map((found) => sectionOf(found, changesets));
  return `${["# Changelogs", ...sections].join("\n\n")}\n`;
}

function sectionOf({ name, shortName }: PublishedPackage, changesets: readonly Changeset[]): string {
  const lines = kinds.flatMap((kind) => linesOf(name, kind, changesets));
  const next = lines.length === 0 ? [] : ["### Next release", lines.join("\n")];
  return [`## ${name}`, ...next, ...releases(shortName)].join("\n\n");
}

function linesOf(name: string, kind: string, changesets: readonly Changeset[]): readonly string[] {
  return changesets
    .filter(({ releases: changed }) => changed.some((each) => each.name === name && each.type === kind))
    .map(({ summary }) => `- **${kind}:** ${summary.trim().replaceAll("\n", "\n  ")}`);
}

/** The package's changelog, one level lower and without its title. A package that was never released has none. */
function releases(shortName: string): readonly string[] {
  const path = `packages/${shortName}/CHANGELOG.md`;
  if (!isInRepository(path)) return [];
  return [
    readText(path)
      .replace(/^# .*\n+/, "")
      .replace(/^#/gm, "##")
      .trim(),
  ];
}
