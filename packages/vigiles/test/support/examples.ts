import { examples } from "../../src/cli/help/examples.js";
import type { Workspace } from "./workspace.js";

/** Every example as words, by its command; what pipes into it and where it goes are left out. */
export const exampleWords: readonly (readonly [command: string, line: string, words: readonly string[]])[] =
  Object.entries(examples).flatMap(([command, lines]) => lines.map((line) => [command, line, split(line)] as const));

function split(line: string): string[] {
  const own = line.slice(line.indexOf("vigiles ")).replace(/ >.*$/, "");
  const words = own.match(/"[^"]*"|\S+/g) ?? [];
  return words.slice(1).map((word) => word.replaceAll('"', ""));
}

/** Words with file names that lie in a workspace, where those to be read exist. */
export function inWorkspace(words: readonly string[], files: Workspace): string[] {
  return words.map((word) => {
    if (/^dashboard_config$/.test(word)) return files.write(word, { group: "G-0" });
    if (/_key$|^~/.test(word)) return files.keyFile();
    if (/^sbom.*json$|^\.config$/.test(word)) return files.write(word, "{}");
    return /\.(?:pdf|spdx|html)$/.test(word) ? files.path(word) : word;
  });
}
