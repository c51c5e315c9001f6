import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Setting } from "../../../src/cli/commands/config.js";
import type { Run } from "../../support/command.js";
import { printedCode } from "../../support/failure.js";
import { startVigiles, waitForExit } from "../../support/process.js";
import { workspace, type Workspace } from "../../support/workspace.js";

let emulator: Emulator;
let files: Workspace;

beforeAll(async () => void (emulator = await startEmulator()));
afterAll(async () => emulator.close());
beforeEach(() => {
  files = workspace();
  // It has one finding, CVE-2014-0160, which is high.
  const components = [{ type: "library", name: "openssl", version: "1.0.1f" }];
  files.write("sbom.json", { bomFormat: "CycloneDX", specVersion: "1.6", components });
});
afterEach(() => files[Symbol.dispose]());

interface ProjectRun extends Run {
  /** Methods and paths of the requests. */
  readonly sent: readonly string[];
}

/** Runs the command in the folder of a project. */
async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}, folder = files.folder) {
  const before = emulator.requests.length;
  const all = { VIGILES_KEY_FILE: emulator.keyFile, VIGILES_SERVER: emulator.http, ...env };
  const result = await waitForExit(startVigiles(argv, all, "ignore", folder));
  const sent = emulator.requests.slice(before).map(({ method, url }) => `${method} ${url.split("?")[0]}`);
  return { ...result, sent: sent.map((line) => line.replace("/api/v1/vigiles", "")) } satisfies ProjectRun;
}

async function groupToken(name: string): Promise<string | undefined> {
  const groups = JSON.parse((await run(["group", "list"])).stdout) as { name: string; token: string }[];
  return groups.find((group) => group.name === name)?.token;
}

/** The warnings about project files, without those about other things. */
function warningsOf(stderr: string): readonly string[] {
  const lines = stderr.split("\n").filter((line) => /^vigiles: warning: .*vigiles\.ya?ml/.test(line));
  return lines.map((line) => line.replace("vigiles: warning: ", ""));
}

const upload = ["manifest", "upload", "sbom.json"];
const project = (...lines: readonly string[]): void => void files.write(".vigiles.yaml", lines.join("\n"));

describe("the project file", () => {
  it("says what fails, where the SBOM goes and how it is called, and which reports are written", async () => {
    project("fail-on: high", "group: Firmware", "manifest-name: app ${branch:-local}", "outputs: { sarif: o.sarif }");
    const { exit, stdout, stderr } = await run(upload, { CI_COMMIT_REF_NAME: "main" });
    expect([exit, stderr]).toEqual([11, expect.stringContaining("CVE-2014-0160 in openssl")]);
    expect(JSON.parse(stdout)).toMatchObject({ manifest_name: "app main", group_token: await groupToken("Firmware") });
    expect(existsSync(files.path("o.sarif"))).toBe(true);
  });

  it("counts after the flags", async () => {
    project("fail-on: high", "group: Firmware", "manifest-name: app", "outputs: { csv: o.csv }");
    const flags = ["--fail-on", "critical", "-n", "mine", "-g", "Applications", "--csv", "mine.csv"];
    const { exit, stdout } = await run([...upload, ...flags]);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ manifest_name: "mine", group_token: await groupToken("Applications") });
    expect([existsSync(files.path("o.csv")), existsSync(files.path("mine.csv"))]).toEqual([false, true]);
  });

  it("counts after a dashboard config, as of the environment", async () => {
    project("group: Firmware");
    const group = (await groupToken("Applications")) ?? "";
    const dashboard = files.write("dashboard", { group });
    for (const { stdout } of [
      await run(upload, { VIGILES_DASHBOARD_CONFIG: dashboard }),
      await run(["-d", dashboard, ...upload]),
    ]) {
      expect(JSON.parse(stdout)).toMatchObject({ group_token: group });
    }
    const rows = JSON.parse((await run(["-d", dashboard, "config"])).stdout) as Setting[];
    const source = ".vigiles.yaml, line 1; not used, since the dashboard config takes precedence";
    expect(rows).toContainEqual({ setting: "group", value: "Firmware", source });
  });

  it("says where SBOMs are listed, and looked up by name", async () => {
    project("group: Applications");
    const { stdout } = await run(["manifest", "list", "--fields", "group_token"]);
    const groups = (JSON.parse(stdout) as { group_token: string }[]).map((one) => one.group_token);
    expect([...new Set(groups)]).toEqual([await groupToken("Applications")]);
    expect((await run(["manifest", "reports", "device-service"])).exit).toBe(0);
    expect(printedCode((await run(["manifest", "reports", "camera-imag"])).stdout)).toBe("HTTP_STATUS");
    expect(printedCode((await run(["--no-project-file", "manifest", "reports", "camera-imag"])).stdout)).toBe(
      "NAME_UNKNOWN",
    );
  });

  it("names a file of ignored findings, which one from outside the checkout beats", async () => {
    using outside = workspace();
    const ignoring = (id: string) => ({ ignore: [{ id, reason: "ours" }] });
    const strict = outside.write("ignore.yaml", ignoring("CVE-1"));
    files.write("ours.yaml", ignoring("CVE-2014-0160"));
    project("fail-on: low", "ignore-file: ours.yaml");
    expect((await run(upload)).exit).toBe(0);
    expect((await run([...upload, "--ignore-file", strict])).exit).toBe(11);
    files.write(".vigilesignore.yaml", ignoring("CVE-2014-0160"));
    expect((await run([...upload, "--ignore-file", strict])).exit).toBe(11);
  });

  it("is left out by --no-project-file, and in every other folder", async () => {
    project("fail-on: high");
    mkdirSync(files.path("sub"));
    expect((await run(upload)).exit).toBe(11);
    expect((await run([...upload, "--no-project-file"])).exit).toBe(0);
    expect((await run(["manifest", "upload", "../sbom.json"], {}, files.path("sub"))).exit).toBe(0);
  });

  it("that has a mistake ends commands on SBOMs before anything is sent, and no other command", async () => {
    project("fail-on: high", "server: https://evil.example");
    for (const argv of [upload, ["manifest", "list"], ["manifest", "info", "m"], ["folder", "list"], ["config"]]) {
      const { exit, stdout, stderr, sent } = await run(argv);
      expect([argv, exit, printedCode(stdout), sent]).toEqual([argv, 3, "PROJECT_FILE_INVALID", []]);
      expect(stderr).toContain('Cannot use .vigiles.yaml, line 2: "server" is refused');
    }
    expect((await run(["heartbeat"])).exit).toBe(0);
    expect((await run(["manifest", "list", "--no-project-file"])).exit).toBe(0);
  });

  it("with the other ending is refused, since its settings would not count", async () => {
    files.write(".vigiles.yml", "fail-on: high");
    const { exit, stderr, sent } = await run(upload);
    expect([exit, sent, stderr]).toEqual([3, [], expect.stringContaining("rename it to .vigiles.yaml")]);
    project("fail-on: critical");
    expect((await run(upload)).exit).toBe(0);
  });

  it.each(["vigiles.yaml", "vigiles.yml"])("is not %s, which is warned of with the right name", async (name) => {
    files.write(name, "fail-on: high");
    const { exit, stderr } = await run(upload);
    expect([exit, warningsOf(stderr)]).toEqual([
      0,
      [`${name} is not read: the project file is called .vigiles.yaml; rename it`],
    ]);
    project("fail-on: high");
    const found = await run(upload);
    expect([found.exit, warningsOf(found.stderr)]).toEqual([11, []]);
  });

  it("of a folder above, up to the root of the repository, is warned of with its path", async () => {
    project("fail-on: high");
    mkdirSync(files.path("inner/sub"), { recursive: true });
    const runBelow = async (...flags: readonly string[]) => {
      const { exit, stderr } = await run(
        [...upload.slice(0, 2), "../../sbom.json", ...flags],
        {},
        files.path("inner/sub"),
      );
      return [exit, warningsOf(stderr)];
    };
    expect(await runBelow()).toEqual([0, []]);
    mkdirSync(files.path(".git"));
    const path = realpathSync(files.path(".vigiles.yaml"));
    const warning = `${path} is not read: run the command there, or with --no-project-file if it is not meant for this folder`;
    expect(await runBelow()).toEqual([0, [warning]]);
    expect(await runBelow("--no-project-file")).toEqual([0, []]);
    // A repository inside: that of a submodule, for example.
    files.write("inner/.git", "gitdir: elsewhere");
    expect(await runBelow()).toEqual([0, []]);
  });

  it.each(["", "# nothing yet\n", "{}"])("that sets nothing is warned of: %j", async (text) => {
    files.write(".vigiles.yaml", text);
    const { exit, stderr } = await run(upload);
    expect([exit, warningsOf(stderr)]).toEqual([0, [".vigiles.yaml sets nothing: fill it in or remove it"]]);
  });

  it("that compares with nothing is refused with the line, unless a flag says with what", async () => {
    project("fail-on: high", "fail-on-new: true");
    const { exit, stderr, sent } = await run(upload);
    expect([exit, sent, stderr]).toEqual([
      3,
      [],
      expect.stringContaining('Cannot use .vigiles.yaml, line 2: "fail-on-new" needs "baseline"'),
    ]);
    const compared = await run([...upload, "-n", "never uploaded before", "--baseline", "last"]);
    expect([compared.exit, compared.stderr]).toEqual([11, expect.stringContaining("CVE-2014-0160")]);
  });

  it("says nothing about an upload that is not scanned, which is warned of", async () => {
    project("fail-on: low", "manifest-name: app", "outputs: { csv: o.csv }");
    const { exit, stdout, stderr } = await run([...upload, "--upload-only"]);
    expect([exit, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ manifest_name: "app" })]);
    expect(stderr).toContain(
      "--upload-only returns no findings, so the settings for them in .vigiles.yaml are not used",
    );
  });

  it("is shown by config with the line of each setting, and with what the flag does", async () => {
    project("# comment", "fail-on: [high, unknown]", "outputs:", "  html: r.html", "only-fixed: true");
    const rows = JSON.parse((await run(["config"])).stdout) as Setting[];
    expect(rows.slice(rows.findIndex(({ setting }) => setting === "project-file"))).toEqual([
      { setting: "project-file", value: ".vigiles.yaml", source: "working folder" },
      { setting: "fail-on", value: "high, unknown", source: ".vigiles.yaml, line 2" },
      { setting: "only-fixed", value: true, source: ".vigiles.yaml, line 5" },
      { setting: "outputs.html", value: "r.html", source: ".vigiles.yaml, line 4" },
    ]);
    const without = JSON.parse((await run(["config", "--no-project-file"])).stdout) as Setting[];
    expect(without.at(-1)).toEqual({ setting: "project-file", value: null, source: "flag --no-project-file" });
  });
});
