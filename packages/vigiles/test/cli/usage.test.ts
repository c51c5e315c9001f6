import { describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.js";
import type { Command } from "commander";
import { vigiles } from "../support/command.js";
import { PassThrough } from "node:stream";

describe("a command line that can't be read", () => {
  it.each([
    [["manifest", "uplod", "x"], "unknown command 'uplod'"],
    [["__proto__"], "unknown command"],
    [["constructor"], "unknown command"],
    [["folder", "list", "--arch"], "Did you mean --archived-only?"],
    [["manifest", "list", "--nonsense"], "unknown option '--nonsense'"],
    [["manifest", "info"], "missing required argument"],
    [["manifest", "info", "a", "b"], "too many arguments"],
    [["group", "members", "add", "g", "-r", "x"], "--member-email"],
    [["manifest", "delete", "m"], "--confirm"],
    [["report", "download", "csv", "rt"], "--outfile PATH and --stdout"],
    [["report", "download", "csv", "rt", "--stdout", "-o", "x"], "--outfile PATH and --stdout"],
    [["report", "download", "csv", "rt", "-o", "-"], "--stdout"],
    [["manifest", "upload", "x", "--export-format", "csv"], "--export-path"],
    [["manifest", "upload", "x", "--export-path", "csv"], "--export-format"],
    [["manifest", "move", "m"], "--group-token and --folder-token"],
    [["folder", "list", "-g", "a", "-f", "b"], "at most one"],
    [["manifest", "latest-report", "m", "--fail-on", "bad"], "critical"],
    [["manifest", "upload", "x", "--fail-on", "low", "-o"], "--upload-only"],
    [["manifest", "rescan", "x", "--fail-on", "low", "--return-job"], "--return-job"],
    [["-k", "--dry-run", "heartbeat"], "--key-file=--dry-run"],
    [["report", "download", "csv", "rt", "-o", "--stdout"], "--outfile=--stdout"],
    [["manifest", "info", "-rf"], "unknown option '-rf'"],
    [["--output", "xml", "heartbeat"], "json, table, raw"],
    [["--timeout", "soon", "heartbeat"], "--timeout"],
    [["--edition", "both", "heartbeat"], "products, groups"],
    [["--retries", "10", "heartbeat"], "0 to 9"],
  ])("%j exits 2 and says why in one line", async (argv, word) => {
    const run = await vigiles(argv);
    expect(run).toMatchObject({ exit: 2, stdout: "", stderr: expect.stringContaining(word) });
    expect(run.stderr).toMatch(/^vigiles: USAGE: [^\n]+\n$/);
  });

  it.each([[[]], [["manifest"]], [["group", "members"]]])(
    "%j shows the help on standard error and exits 2",
    async (argv) => {
      const run = await vigiles(argv);
      expect(run).toMatchObject({ exit: 2, stdout: "", stderr: expect.stringContaining("Usage: vigiles") });
    },
  );
});

describe("help", () => {
  it.each([[["--help"]], [["manifest", "-h"]], [["manifest", "upload", "--help"]], [["help", "group"]]])(
    "%j goes to standard output and exits 0",
    async (argv) => {
      const run = await vigiles(argv);
      expect(run).toMatchObject({ exit: 0, stderr: "", stdout: expect.stringContaining("Usage: vigiles") });
      expect(run.stdout).toContain("--help");
    },
  );

  it("describes every command and option", () => {
    const silent = commands(program()).flatMap((command) => [
      ...(command.description() === "" ? [command.name()] : []),
      ...command.options
        .filter(({ description }) => description === "")
        .map(({ flags }) => `${command.name()} ${flags}`),
    ]);
    expect(silent).toStrictEqual([]);
  });
});

describe("the commands", () => {
  it("take every global option in its long form", () => {
    const wanted = program()
      .options.map(({ long }) => long)
      .filter((long) => long !== undefined);
    expect(wanted).toContain("--key-file");
    for (const command of commands(program())) {
      expect(command.options.map(({ long }) => long)).toStrictEqual(expect.arrayContaining(wanted));
    }
  });
});

function program(): Command {
  const sink = { write: () => true };
  return createProgram({ stdout: sink, stderr: sink, stdin: new PassThrough(), env: {} });
}

function commands(command: Command): Command[] {
  return [...(command.parent === null ? [] : [command]), ...command.commands.flatMap(commands)];
}
