import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { vigiles } from "../../../../support/command.js";
import { runWithBody } from "../../../../support/run-with-body.js";
import { scan } from "../../../../support/scans.js";
import { loopback } from "../../../../support/servers/loopback.js";
import { workspace } from "../../../../support/workspace.js";

const latest = ["manifest", "latest-report", "m.token"];

describe("a report on standard output", () => {
  it.each([
    ["sarif", /^\{\n {2}"\$schema"[^]*\}\n$/],
    ["junit", /^<\?xml [^]*<\/testsuites>\s*$/],
    ["html", /^<!doctype html>[^]*<\/html>\n$/],
    ["markdown", /^## Vulnerabilities of `router`\n[^]*\n$/],
    ["csv", /^package,version,id,[^]*\r\n$/],
  ])("by --%s - is all that is there, and the token is said elsewhere", async (format, form) => {
    const run = await runWithBody(scan, [...latest, `--${format}`, "-", "--fail-on", "critical"]);
    expect([run.exit, run.stdout]).toEqual([11, expect.stringMatching(form)]);
    expect(run.stderr).toContain('vigiles: the SBOM has the token "m.token"\n');
  });

  it.each([
    [["--sarif", "-", "--csv", "-"], "--sarif - and --csv - both write to standard output"],
    [["--html", "-", "--summary"], "--html - and --summary both write to standard output"],
  ])("is alone there: %j is refused", async (flags, message) => {
    const run = await runWithBody(scan, [...latest, ...flags]);
    expect([run.exit, run.requests, run.stderr]).toEqual([2, 0, expect.stringContaining(message)]);
  });

  it("goes together with files", async () => {
    const run = await runWithBody(scan, [
      ...latest,
      "--csv",
      "-",
      "--markdown",
      "{DIR}/o.md",
      "--html",
      "{DIR}/o.html",
    ]);
    expect([run.exit, run.stdout.startsWith("package,"), run.file("o.md")?.slice(0, 3)]).toEqual([0, true, "## "]);
    expect(run.file("o.html")).toContain("<!doctype html>");
  });
});

describe("a reader that has read enough", () => {
  it.each([[[]], [["--summary"]], [["--csv", "-"]]])("keeps no gate from judging: %j", async (flags) => {
    const stdoutError = Object.assign(new Error("closed"), { code: "EPIPE", syscall: "write" });
    const run = await runWithBody(scan, [...latest, ...flags, "--fail-on", "critical"], { stdoutError });
    expect([run.exit, run.stderr]).toEqual([11, expect.stringContaining("POLICY_FAILED")]);
    expect((await runWithBody(scan, [...latest, ...flags], { stdoutError })).exit).toBe(0);
  });
});

describe("the summary of a job of GitHub Actions", () => {
  it("gets a report added to what is there", async () => {
    await using server = await loopback(() => ({ body: scan }));
    using files = workspace();
    const path = files.write("summary", "# Build\n\n");
    const env = { VIGILES_KEY_FILE: files.keyFile(), VIGILES_SERVER: server.url, GITHUB_STEP_SUMMARY: path };
    for (const exit of [0, 11]) {
      const gate = exit === 0 ? [] : ["--fail-on", "critical"];
      expect((await vigiles([...latest, ...gate], { env })).exit).toBe(exit);
    }
    const text = readFileSync(path, "utf8");
    expect(text).toMatch(/^# Build\n\n## Vulnerabilities of `router`\n/);
    expect(text.split("## Vulnerabilities of")).toHaveLength(3);
  });

  it.each(["{DIR}", "{DIR}/none/summary", "/dev/full"])(
    "that can't be written is warned of, and fails no build: %s",
    async (path) => {
      const run = await runWithBody(scan, latest, { env: { GITHUB_STEP_SUMMARY: path } });
      expect([run.exit, run.stderr]).toEqual([
        0,
        expect.stringMatching(/^vigiles: warning: the file that GITHUB_STEP_SUMMARY names/),
      ]);
    },
  );

  it("is left alone in a dry run, and by a response without findings", async () => {
    const env = { GITHUB_STEP_SUMMARY: "{DIR}/o.md" };
    expect((await runWithBody(scan, ["--dry-run", ...latest], { env })).file("o.md")).toBe(undefined);
    expect((await runWithBody({ manifest_token: "m" }, latest, { env })).file("o.md")).toBe(undefined);
    expect((await runWithBody(scan, latest, { env })).file("o.md")).toContain("## Vulnerabilities of");
  });
});
