import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { delimiter } from "node:path";
import { describe, expect, it } from "vitest";
import { vigiles } from "../../../support/command.js";
import { bin } from "../../../support/process.js";
import { workspace } from "../../../support/workspace.js";

async function suggestions(...words: readonly string[]): Promise<string[]> {
  const { stdout } = await vigiles(["completion", "suggest", "--", ...words]);
  return stdout.split("\n").flatMap((line) => line.split("\t")[0] || []);
}

describe("suggestions", () => {
  it.each([
    [["man"], ["manifest"]],
    [
      ["manifest", "re"],
      ["rescan", "reports"],
    ],
    [["sbom", "dow"], ["download"]],
    [["group", "list_a"], []],
    [
      ["group", "members", ""],
      ["list", "add", "update", "remove", "help"],
    ],
    [["-k", "manifest", "repo"], ["report"]],
    [
      ["--output", ""],
      ["json", "table", "raw"],
    ],
    [["manifest", "upload", "--fail-on", "c"], ["critical"]],
    [
      ["manifest", "list", "--sort", "n"],
      ["name", "newest"],
    ],
    [["manifest", "upload", "--fail_on", "h"], ["high"]],
    [
      ["manifest", "upload", "--sub"],
      ["--subfolder-name", "--subscribe"],
    ],
    [["manifest", "upload", ""], []],
    [["manifest", "upload", "--export-path", ""], []],
    [
      ["report", "download", "pdf"],
      ["pdf", "pdfsummary"],
    ],
    [["report", "download", "pdf", ""], []],
    [["cves", "set-status", "all", "CVE-1-2", "x", "in"], ["in_triage"]],
    [
      ["completion", ""],
      ["bash", "zsh", "fish", "powershell"],
    ],
    [["nonsense", "x"], []],
  ])("for %j are %j", async (words, expected) => {
    expect(await suggestions(...words)).toStrictEqual(expected);
  });

  it("for nothing are the commands, each with what it does", async () => {
    const { stdout } = await vigiles(["completion", "suggest", "--new-word", "--"]);
    expect(stdout).toContain("manifest\tSBOMs\n");
    expect(stdout).toContain("doctor\t");
  });

  it("are given global flags after the command too", async () => {
    expect(await suggestions("heartbeat", "--dry")).toStrictEqual(["--dry-run"]);
  });
});

/** Whether a shell is at hand. Only bash has to be, in CI. */
function has(shell: string): boolean {
  return spawnSync(shell, ["-c", "exit 0"]).status === 0;
}

/** A folder with `vigiles` in it, as the shells look for it. */
function withCommand(test: (path: string, script: (shell: string) => string) => void): void {
  using files = workspace();
  const command = files.write("vigiles", `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(command, 0o755);
  const path = `${files.folder}${delimiter}${process.env["PATH"] ?? ""}`;
  const script = (shell: string): string =>
    files.write(`completion.${shell}`, execFileSync(command, ["completion", shell], { encoding: "utf8" }));
  test(path, script);
}

describe("completions of a shell", () => {
  it.skipIf(!has("bash") && !process.env["CI"])("work in bash", () => {
    withCommand((PATH, script) => {
      const ask = (line: readonly string[]): string => {
        const words = line.map((word) => `'${word}'`).join(" ");
        const call = `source '${script("bash")}'; COMP_WORDS=(${words}); COMP_CWORD=${line.length - 1}; _vigiles; echo "\${COMPREPLY[*]}"`;
        return execFileSync("bash", ["--norc", "-c", call], { encoding: "utf8", env: { PATH } }).trim();
      };
      expect(ask(["vigiles", "manifest", "re"])).toBe("rescan reports");
      expect(ask(["vigiles", "report", "download", "--cyclonedx-format", ""])).toBe("json xml");
      expect(ask(["vigiles", "manifest", "upload", ""])).toBe("");
    });
  });

  it.skipIf(!has("zsh"))("work in zsh, where it is installed", () => {
    withCommand((PATH, script) => {
      const stubs = "compdef() { :; }; _describe() { print -l $suggestions; }; _files() { print files; }";
      const ask = (words: string, current: number): string => {
        const call = `${stubs}; source '${script("zsh")}'; words=(${words}); CURRENT=${current}; _vigiles`;
        return execFileSync("zsh", ["-fc", call], { encoding: "utf8", env: { PATH } }).trim();
      };
      expect(ask("vigiles manifest re", 3)).toMatch(/^rescan:.*\nreports:/);
      expect(ask("vigiles manifest upload ''", 4)).toBe("files");
    });
  });

  it.skipIf(!has("fish"))("work in fish, where it is installed", () => {
    withCommand((PATH, script) => {
      const call = `source '${script("fish")}'; complete -C 'vigiles manifest re'`;
      const found = execFileSync("fish", ["-c", call], { encoding: "utf8", env: { PATH, HOME: "/nonexistent" } });
      expect(found).toMatch(/^reports\t.*\nrescan\t/);
    });
  });

  it.skipIf(!has("pwsh"))("work in PowerShell, where it is installed", () => {
    withCommand((PATH, script) => {
      const call = `. '${script("powershell")}'; (TabExpansion2 'vigiles manifest re' 19).CompletionMatches.CompletionText`;
      const found = execFileSync("pwsh", ["-NoProfile", "-c", call], { encoding: "utf8", env: { PATH } });
      expect(found.trim().split(/\s+/)).toStrictEqual(["rescan", "reports"]);
    });
  });

  it("are refused for others", async () => {
    const run = await vigiles(["completion", "tcsh"]);
    expect(run).toMatchObject({ exit: 2, stderr: expect.stringContaining("bash, zsh, fish, powershell") });
  });
});
