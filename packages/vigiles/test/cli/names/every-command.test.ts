import { startEmulator, type Emulator } from "@org/emulator";
import type { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program.js";
import { vigiles, type Run } from "../../support/command.js";
import { startVigiles, waitForExit } from "../../support/process.js";
import { workspace, type Workspace } from "../../support/workspace.js";

/** Command lines in which a group, a folder in it, and an SBOM in it have the name `{}`. A second line runs after the first. */
const commandLines: readonly string[] = [
  "manifest upload sbom.json -g {} --folder-token {}",
  "manifest upload sbom.json -p {}",
  "manifest list -g {} --folder-token {}",
  "manifest list -p {}",
  "manifest info {}",
  "manifest download {} --stdout",
  "manifest rescan {} --rescan-only",
  "manifest latest-report {}",
  "manifest reports {}",
  "manifest delete {} --yes",
  "manifest move {} -g Firmware",
  "manifest copy {} -g {}",
  "manifest copy {} -f {}",
  "manifest custom-score set {} -p openssl --cve-id CVE-2014-0160 -s 9.1",
  "report list {}",
  "report html {} -o page.html",
  "folder list -g {}",
  "folder list -f {}",
  "folder create inner -g {}",
  "folder create inner -f {}",
  "folder archive {}\nfolder unarchive {}",
  "group info -g {}",
  "group create inner -g {}",
  "group delete {} --yes",
  "group archive {}\ngroup unarchive {}",
  "group settings info -g {}",
  "group settings update -g {} -s on",
  "group members list {}",
  "group members add {} -e new@example.com -r member",
  "group members add {} -e new@example.com -r member\ngroup members update {} -e new@example.com -r admin",
  "group members add {} -e new@example.com -r member\ngroup members remove {} -e new@example.com --yes",
  "group activity-log {} -f {}",
  "group activity-log {} -s {}",
  "product info -p {}",
  "cves status CVE-2014-0160 openssl 1.0.1f {}",
  "cves set-status manifest CVE-2014-0160 openssl resolved --manifest {}",
  "cves set-status group CVE-2014-0160 openssl resolved --group {}",
];

let emulator: Emulator;
let files: Workspace;

beforeEach(async () => {
  emulator = await startEmulator();
  files = workspace();
  const components = [{ type: "library", name: "openssl", version: "1.0.1f" }];
  files.write("sbom.json", { bomFormat: "CycloneDX", specVersion: "1.6", components });
});

afterEach(async () => {
  files[Symbol.dispose]();
  await emulator.close();
});

const environment = () => ({ VIGILES_KEY_FILE: emulator.keyFile, VIGILES_SERVER: emulator.http });

/** Puts the name and the paths of files into a command line. */
function wordsOf(line: string, name: string): string[] {
  return line
    .split(" ")
    .map((word) => word.replace("{}", name).replace(/^(?:sbom\.json|page\.html)$/, (file) => files.path(file)));
}

async function run(line: string, name: string): Promise<Run> {
  return vigiles(wordsOf(line, name), { env: environment() });
}

async function addAll(name: string): Promise<void> {
  for (const line of [
    "group create {} --top-level",
    "folder create {} -g {}",
    "manifest upload sbom.json -n {} -g {}",
  ]) {
    expect(await run(line, name)).toMatchObject({ exit: 0, stderr: "" });
  }
}

describe.each([
  ["like a token", "router-1.5"],
  ["with a space", "router 1.5"],
])("a name %s", (_kind, name) => {
  it.each(commandLines)("is understood by: %s", async (lines) => {
    await addAll(name);
    for (const line of lines.split("\n")) expect(await run(line, name)).toMatchObject({ exit: 0 });
  });

  it.each(["info {}", "latest-report {}", "delete {} --yes", "copy {} -g Applications"])(
    "is looked up in the group whose name is in the project file: manifest %s",
    async (line) => {
      await addAll(name);
      // Another SBOM of the same name, so that the place counts.
      await run("manifest upload sbom.json -n {} -g Firmware", name);
      files.write(".vigiles.yaml", "group: Firmware");
      const argv = wordsOf(`manifest ${line}`, name);
      const started = startVigiles(argv, environment(), "ignore", files.folder);
      expect(await waitForExit(started)).toMatchObject({ exit: 0, stderr: "" });
    },
  );
});

/** Command lines with a name that an SBOM or a folder of another group has too. */
const placedLines: readonly string[] = [
  "manifest info {} -g edge",
  "manifest download {} --stdout -g edge",
  "manifest rescan {} --rescan-only -g edge",
  "manifest latest-report {} -g edge",
  "manifest reports {} -g edge",
  "manifest delete {} --yes -g edge",
  "manifest custom-score set {} -p openssl --cve-id CVE-2014-0160 -s 9.1 -g edge",
  "manifest info {} --folder-token images",
  "report list {} -g edge",
  "report html {} -o page.html -g edge",
  "cves status CVE-2014-0160 openssl 1.0.1f {} -g edge",
  "folder archive {} -g edge\nfolder unarchive {} -g edge",
];

it.each(placedLines)("a name that several have is looked up in the place of the flags: %s", async (lines) => {
  await run("group create edge --top-level", "");
  await run("group create other --top-level", "");
  await run("folder create images -g other", "");
  for (const place of ["-g edge", "-g Firmware", "-g other --folder-token images"]) {
    expect(await run(`manifest upload sbom.json -n {} ${place}`, "router 1.5")).toMatchObject({ exit: 0 });
  }
  for (const group of ["edge", "Firmware"]) await run(`folder create {} -g ${group}`, "router 1.5");
  const [first = ""] = lines.split("\n");
  expect(await run(first.replace(/ (?:-g|--folder-token) \S+$/, ""), "router 1.5")).toMatchObject({ exit: 6 });
  for (const line of lines.split("\n")) expect(await run(line, "router 1.5")).toMatchObject({ exit: 0, stderr: "" });
});

it("the help of each command of the table says that names will do", async () => {
  for (const line of commandLines.join("\n").split("\n")) {
    const words = line.split(/ (?:\{|-|sbom|inner|CVE|manifest CVE|group CVE)/)[0] ?? "";
    expect([words, (await run(`${words} --help`, "")).stdout]).toEqual([
      words,
      expect.stringContaining("you can give its name instead"),
    ]);
  }
});

it("the table has every command that takes the token of something with a name", async () => {
  const write = (): void => {};
  const program = await createProgram({ stdout: { write }, stderr: { write }, stdin: process.stdin, env: {} });
  const taking = commandsOf(program).filter(({ command }) => takesTokens(command));
  expect(taking.length).toBeGreaterThan(20);
  const missing = taking.filter(({ words }) => !commandLines.join("\n").includes(`${words} `));
  expect(missing.map(({ words }) => words)).toEqual([]);
});

function commandsOf(command: Command, parents = ""): { words: string; command: Command }[] {
  return command.commands.flatMap((one) => {
    const words = `${parents}${one.name()}`;
    return [{ words, command: one }, ...commandsOf(one, `${words} `)];
  });
}

/** Reports have no names. */
function takesTokens({ registeredArguments, options }: Command): boolean {
  const names = [...registeredArguments.map((argument) => argument.name()), ...options.map((option) => option.flags)];
  return names.some((name) => /(?:group|product|folder|manifest)-token|<tokens?(?:\.\.\.)?>/.test(name));
}
