import { describe, expect, it } from "vitest";
import { vigiles } from "../../support/command.js";
import { printedCode } from "../../support/failure.js";
import { runWithBody } from "../../support/run-with-body.js";
import { commands, program } from "../../support/command-tree.js";

describe("a command line that can't be read", () => {
  it.each([
    [["manifest", "uplod", "x"], "unknown command 'uplod'"],
    [["__proto__"], "unknown command"],
    [["constructor"], "unknown command"],
    [["folder", "list", "--arch"], "Did you mean --archived-only?"],
    [["manifest", "list", "--nonsense"], "unknown option '--nonsense'"],
    [
      ["manifest", "upload", "x", "--fail-on-new=high"],
      "--fail-on-new takes no value; see vigiles manifest upload --help",
    ],
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
    const printed = argv.includes("--stdout") ? undefined : "USAGE";
    expect([run.exit, printedCode(run.stdout)]).toStrictEqual([2, printed]);
    expect(run.stderr).toContain(word);
    expect(run.stderr).toMatch(/^vigiles: USAGE: [^\n]+\n$/);
  });

  it.each([[[]], [["manifest"]], [["group", "members"]]])(
    "%j shows the help on standard error and exits 2",
    async (argv) => {
      const run = await vigiles(argv);
      expect([run.exit, printedCode(run.stdout)]).toStrictEqual([2, "USAGE"]);
      expect(run.stderr).toContain("Usage: vigiles");
    },
  );
});

describe("a flag before the command that it belongs to", () => {
  it.each([
    [
      ["--fail-on", "high", "manifest", "upload", "s.json"],
      "unknown option '--fail-on'; write it after manifest upload;",
    ],
    [
      ["manifest", "--fail-on", "high", "upload", "s.json"],
      "unknown option '--fail-on'; write it after manifest upload;",
    ],
    [["--sarif=a.sarif", "manifest", "rescan", "m"], "unknown option '--sarif'; write it after manifest rescan;"],
    [["-n", "x", "manifest", "upload", "s.json"], "unknown option '-n'; write it after manifest upload;"],
    [["-e", "x", "manifest", "latest_report", "m"], "unknown option '-e'; write it after manifest latest-report;"],
    [["--fail-on", "high", "heartbeat"], "unknown option '--fail-on'; see vigiles --help"],
    [["--exit-code", "1", "manifest", "upload", "s.json"], "(here it is --fail-on of vigiles manifest upload)"],
  ])("%j is told where to write it", async (argv, text) => {
    const { exit, stderr } = await vigiles(argv);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(text)]);
  });
});

describe("an argument too many", () => {
  const upload = ["manifest", "upload", "s.json"];
  it.each([
    [
      [...upload, "-o", "table"],
      '"table" is left over, since -o (--upload-only) takes no value (here it is --output table)',
    ],
    [["manifest", "upload", "-o", "json", "s.json"], '"json" is left over, since -o (--upload-only) takes no value'],
    [[...upload, "-o", "sarif"], "(here it is --sarif FILE)"],
    [[...upload, "-o", "cyclonedx-json=a"], "(here it is --export-format FORMAT --export-path FILE)"],
    [
      [...upload, "-f", "high"],
      '"high" is left over, since -f (--filter-results) takes no value (here it is --fail-on high, or',
    ],
    [
      [...upload, "HIGH,CRITICAL"],
      "(here it is --fail-on high,critical, or --severity high,critical to see no others)",
    ],
    [[...upload, "t.json"], '"t.json" is left over, since upload takes one argument;'],
    [["manifest", "list", "table"], '"table" is left over, since list takes no arguments (here it is --output table)'],
    [["heartbeat", "high"], "one is left over, since heartbeat takes no arguments;"],
    [[...upload, "--summary", "yes"], '"yes" is left over, since --summary takes no value;'],
    [
      [...upload, "--sarif", "--fail-on", "high"],
      "--sarif lacks its value; if --fail-on is the value, write --sarif=--fail-on",
    ],
    [[...upload, "--ignore-file", "--baseline", "last"], "--ignore-file lacks its value"],
    [[...upload, "b8dA1c7ffe0242ac120002c1ab90c3d4e5f60718"], "(not shown, it may be a secret) is left over"],
  ])("in %j is named, with what was probably meant", async (argv, text) => {
    const { exit, stderr } = await vigiles(argv);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(text)]);
    expect(stderr).not.toContain("Expected");
  });
});

describe("a missing argument", () => {
  it.each([
    [["manifest", "upload"], "missing required argument FILE (the SBOM); see vigiles manifest upload --help"],
    [["manifest", "info"], "missing required argument MANIFEST-TOKEN"],
    [["report", "html", "-o", "x.html"], "missing required argument TOKEN"],
  ])("in %j is named as documents name it", async (argv, text) => {
    const { exit, stderr } = await vigiles(argv);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(text)]);
  });
});

describe("severities as the name of a subfolder", () => {
  it.each([["HIGH,CRITICAL"], ["high"], ["Unknown, low"]])("are refused: -s %s", async (name) => {
    const run = await runWithBody({ manifest_token: "m" }, ["manifest", "upload", "{SBOM}", "-s", name, "-g", "g"]);
    expect([run.exit, run.requests]).toEqual([2, 0]);
    expect(run.stderr).toMatch(/names a folder, .* write --severity .* token: --folder-token/);
  });

  it("are a name beside other words", async () => {
    const argv = ["manifest", "upload", "{SBOM}", "-s", "high availability", "-g", "g"];
    expect(await runWithBody({ manifest_token: "m", cves: {} }, argv)).toMatchObject({ exit: 0 });
  });
});

describe("a key in the wrong place", () => {
  const key = "b8dA1c7ffe0242ac120002c1ab90c3d4e5f60718";
  it.each(
    [
      "{}",
      "--{}",
      "-{}",
      "--{}=x",
      "-k -{} heartbeat",
      "-k --{} heartbeat",
      "manifest {}",
      "manifest list --{}",
      "manifest list {}",
      "manifest list --sort {}",
      "manifest list --limit {}",
      "manifest upload s.json --fail-on {}",
      "manifest upload s.json --severity {}",
      "--output {} heartbeat",
      "--timeout {} heartbeat",
      "--retries {} heartbeat",
      "--edition {} heartbeat",
      "--log-level {} heartbeat",
      "--proxy {} heartbeat",
    ].map((line) => [line]),
  )("is not repeated: %s", async (line) => {
    for (const secret of [key, `${key}+/=`]) {
      const { exit, stdout, stderr } = await vigiles(line.replace("{}", secret).split(" "));
      expect(exit).toBe(2);
      expect(stdout + stderr).not.toContain(key.slice(0, 12));
    }
  });

  it("says so in place of the key, while a mistyped word is repeated", async () => {
    expect((await vigiles([key])).stderr).toContain("unknown command (not shown, it may be a secret)");
    expect((await vigiles(["--fail-on-severity-of-findings"])).stderr).toContain("'--fail-on-severity-of-findings'");
  });
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

  it("describes every command and option", async () => {
    const silent = commands(await program()).flatMap((command) => [
      ...(command.description() === "" ? [command.name()] : []),
      ...command.options
        .filter(({ description }) => description === "")
        .map(({ flags }) => `${command.name()} ${flags}`),
    ]);
    expect(silent).toStrictEqual([]);
  });
});

describe("the commands", () => {
  it("take no secret by a flag, which lists of processes would show", async () => {
    const root = await program();
    const flags = [root, ...commands(root)].flatMap(({ options }) => options.map(({ long }) => long ?? ""));
    expect(flags.filter((flag) => /key|pass|secret|hmac|credential/.test(flag) && flag !== "--key-file")).toStrictEqual(
      [],
    );
  });

  it("take every global option in its long form", async () => {
    const root = await program();
    const wanted = root.options.map(({ long }) => long).filter((long) => long !== undefined && long !== "--version");
    expect(wanted).toContain("--key-file");
    for (const command of commands(root)) {
      expect(command.options.map(({ long }) => long)).toStrictEqual(expect.arrayContaining(wanted));
    }
  });
});
