import { linkSync, readFileSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printedCode } from "../../support/failure.js";
import { prepareCommand } from "../../support/prepare-command.js";
import { smallScan } from "../../support/scans.js";

const upload = ["manifest", "upload", "{sbom}"];
const latest = ["manifest", "latest-report", "m.token"];
const download = ["report", "download", "pdf", "r.token"];

describe("a command line is refused, before anything is sent, if", () => {
  it.each<[string, readonly string[]]>([
    ["two reports have one path", [...latest, "--sarif", "{new}", "--junit", "{new}"]],
    ["a report is the export", [...upload, "--junit", "{new}", "--export-format", "pdf", "--export-path", "{new}"]],
    ["a report is the SBOM", [...upload, "--sarif", "{sbom}"]],
    ["a report is a link to the SBOM", [...upload, "--sarif", "{link}"]],
    ["a report is a hard link of the SBOM", [...upload, "--sarif", "{hard}"]],
    ["the export is the SBOM", [...upload, "--export-format", "pdf", "--export-path", "{sbom}"]],
    ["a report is the kernel config", [...upload, "--kernel-config", "{config}", "--junit", "{config}"]],
    ["a report is the U-Boot config", [...upload, "--uboot-config", "{config}", "--junit", "{config}"]],
    ["a report is the key file", [...latest, "--sarif", "{key}"]],
    ["a download is the key file", [...download, "-o", "{key}"]],
    ["a download is the dashboard config", ["-d", "{config}", ...download, "-o", "{config}"]],
    ["a page is the key file", ["report", "html", "r.token", "-o", "{key}"]],
    ["an SBOM is the key file", ["manifest", "download", "m.token", "-o", "{key}"]],
  ])("%s", async (_what, argv) => {
    await using command = await prepareCommand();
    const { files, env, server } = command;
    const paths: Readonly<Record<string, string>> = {
      sbom: files.write("sbom.json", '{"kept":true}'),
      config: files.write("config", '{"group":"kept"}'),
      key: env["VIGILES_KEY_FILE"] ?? "",
      new: files.path("new"),
      link: files.path("link"),
      hard: files.path("hard"),
    };
    symlinkSync("sbom.json", files.path("link"));
    linkSync(files.path("sbom.json"), files.path("hard"));
    const before = ["sbom", "config", "key"].map((name) => readFileSync(paths[name] ?? "", "utf8"));
    const run = await command.run(
      argv.map((arg) => arg.replace(/^\{(\w+)\}$/, (_, name: string) => paths[name] ?? "")),
    );
    expect([run.exit, printedCode(run.stdout), server.requests.length]).toEqual([2, "OUTPUT_INVALID", 0]);
    expect(run.stderr).toContain("is the same file as");
    expect(["sbom", "config", "key"].map((name) => readFileSync(paths[name] ?? "", "utf8"))).toEqual(before);
  });

  it("standard input is to be both the SBOM and the key file", async () => {
    await using command = await prepareCommand();
    const run = await command.run(["-k", "-", "manifest", "upload", "-"], { stdin: "{}" });
    expect([run.exit, printedCode(run.stdout), command.server.requests.length]).toEqual([2, "USAGE", 0]);
  });
});

describe("--no-clobber", () => {
  const commands = [upload, ["manifest", "rescan", "m.token"], ["manifest", "latest-report", "m.token"]];
  const reports = ["sarif", "junit", "html", "markdown", "csv"].flatMap((format) =>
    commands.map((command) => [...command, `--${format}`, "{old}"]),
  );

  it.each([
    ...reports.map((argv) => [argv]),
    [[...upload, "--export-format", "pdf", "--export-path", "{old}"]],
    [["report", "html", "r.token", "-o", "{old}"]],
    [["report", "download", "pdf", "r.token", "-o", "{old}"]],
    [["manifest", "download", "m.token", "-o", "{old}"]],
  ])("protects every output before anything is sent: %j", async (argv) => {
    await using command = await prepareCommand();
    const paths = { "{sbom}": command.files.write("sbom.json", "{}"), "{old}": command.files.write("old", "kept") };
    const words = [...argv, "--no-clobber"].map((word) => paths[word as keyof typeof paths] ?? word);
    const run = await command.run(words);
    expect([run.exit, printedCode(run.stdout), command.server.requests.length]).toEqual([6, "OUTPUT_EXISTS", 0]);
    expect(readFileSync(paths["{old}"], "utf8")).toBe("kept");
  });

  it("writes files that are new", async () => {
    await using command = await prepareCommand(() => ({ body: smallScan }));
    const run = await command.run([
      "manifest",
      "latest-report",
      "m.token",
      "--csv",
      command.files.path("new"),
      "--no-clobber",
    ]);
    expect([run.exit, readFileSync(command.files.path("new"), "utf8")]).toEqual([
      0,
      expect.stringContaining("package,"),
    ]);
  });
});
