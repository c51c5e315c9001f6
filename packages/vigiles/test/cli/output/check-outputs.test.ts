import { linkSync, readFileSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printedCode } from "../../support/failure.js";
import { prepareCommand } from "../../support/prepare-command.js";

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
