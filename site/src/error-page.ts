import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { moveLink } from "./links.ts";
import { rowsOfSection, tableText, type Row } from "./markdown-table.ts";
import { publishedPackages, readText, repository } from "./repository.ts";

/** What the command does with a code; `packages/vigiles/src/cli/errors` has the table. */
interface CommandRow {
  readonly exit: number;
  readonly hint?: string;
}

/** What a package's README says about a code. */
interface Explanation {
  readonly packageName: string;
  readonly shortName: string;
  readonly meaning: string;
  readonly fix: string;
}

const introduction = `# Errors and exit codes

Each error has a \`code\`, which is part of the public API: programs may depend on it. Search for a code, or for a word of the message.
This page is made from the tables of the packages' READMEs and of the \`vigiles\` command.`;

/** Writes the page that explains each error code, and each exit code of the \`vigiles\` command. */
export async function errorPage(): Promise<string> {
  const commandRows = await readCommandRows();
  const explanations = explanationsByCode();
  const codes = [...new Set([...explanations.keys(), ...Object.keys(commandRows)])].toSorted();
  const sections = codes.map((code) => sectionOf(code, explanations.get(code) ?? [], commandRows[code]));
  return `${[introduction, "## Exit codes of vigiles", exitTable(commandRows), "## Codes", ...sections].join("\n\n")}\n`;
}

async function readCommandRows(): Promise<Readonly<Record<string, CommandRow>>> {
  const built = join(repository, "packages/vigiles/dist/cli/errors/exit-code-and-hint.js");
  const { errorTable } = (await import(pathToFileURL(built).href)) as { errorTable: Record<string, CommandRow> };
  return errorTable;
}

function explanationsByCode(): ReadonlyMap<string, readonly Explanation[]> {
  const byCode = new Map<string, Explanation[]>();
  for (const { name: packageName, shortName } of publishedPackages()) {
    const source = `packages/${shortName}/README.md`;
    for (const row of rowsOfSection(readText(source), "Errors")) {
      const [meaning, fix] = [meaningOf(row), row["what to do"] ?? ""].map((text) => moveLinks(source, text));
      const explanation = { packageName, shortName, meaning: meaning ?? "", fix: fix ?? "" };
      for (const code of codesOf(row)) byCode.set(code, [...(byCode.get(code) ?? []), explanation]);
    }
  }
  return byCode;
}

/** This page is no document, so its links are moved here. */
function moveLinks(source: string, text: string): string {
  const base = moveLink("README.md", source);
  return text.replace(/\]\(([^)]+)\)/g, (_, link: string) => {
    return `](${link.startsWith("#") ? base + link : moveLink(source, link)})`;
  });
}

function codesOf(row: Row): readonly string[] {
  const cell = row["code"] ?? row["`code`"] ?? "";
  return [...cell.matchAll(/`([A-Z][A-Z\d_]+)`/g)].map(([, code = ""]) => code);
}

/** A table of reasons has no column for the meaning: the reason itself says it. */
function meaningOf(row: Row): string {
  const reason = row["`reason`"];
  return row["meaning"] ?? (reason === undefined ? "" : `reason ${reason}`);
}

function sectionOf(code: string, explanations: readonly Explanation[], command: CommandRow | undefined): string {
  const lines = explanations.map(({ packageName, shortName, meaning, fix }) => {
    const remedy = fix === "" ? "" : ` What to do: ${fix}.`;
    return `- [${packageName}](/packages/${shortName}.md#errors): ${meaning}.${remedy}`;
  });
  if (command !== undefined) {
    const hint = command.hint === undefined ? "" : ` Hint: ${command.hint}.`;
    lines.push(`- The \`vigiles\` command exits with ${command.exit}.${hint}`);
  }
  return `### ${code}\n\n${lines.join("\n")}`;
}

function exitTable(commandRows: Readonly<Record<string, CommandRow>>): string {
  const codesOfExit = (exit: string): string =>
    Object.entries(commandRows)
      .filter(([, row]) => String(row.exit) === exit)
      .map(([code]) => `[\`${code}\`](#${code.toLowerCase()})`)
      .join(", ");
  const rows = exitMeanings().map(([exit, meaning]) => [exit, meaning, codesOfExit(exit)]);
  return tableText(["exit", "meaning", "codes"], rows);
}

/** Reads the README's table of exit codes, which has two pairs of columns side by side. */
function exitMeanings(): readonly (readonly [string, string])[] {
  const lines = readText("packages/vigiles/README.md").matchAll(/^\| (\d+) \| (.+?) \| \| (\d+) \| (.+?) \|$/gm);
  const pairs = [...lines].flatMap(([, left = "", first = "", right = "", second = ""]) => [
    [left, first] as const,
    [right, second] as const,
  ]);
  if (pairs.length === 0) throw new Error("packages/vigiles/README.md has no table of exit codes");
  return pairs.toSorted(([a], [b]) => Number(a) - Number(b));
}
