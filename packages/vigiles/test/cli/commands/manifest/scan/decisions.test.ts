import { spawn } from "node:child_process";
import { systemClock, type Clock } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { vigiles, type Run } from "../../../../support/command.js";
import { bin, startVigiles, waitForExit } from "../../../../support/process.js";
import { loopback } from "../../../../support/servers/loopback.js";
import { workspace, type Workspace } from "../../../../support/workspace.js";

const entry = (cve_id: string, version: string, cvss: number) => ({ cve_id, version, cvss, status: "Unfixed" });
const scan = {
  manifest_token: "m",
  manifest_name: "gateway",
  cves: { openssl: [entry("CVE-2014-0160", "1.0.1f", 7.5)], zlib: [entry("CVE-2022-37434", "1.2.11", 9.8)] },
};
const both = ["CVE-2014-0160", "CVE-2022-37434"];

/** A clock that stands on a day. */
const on = (day: string): Clock => ({ ...systemClock, nowMs: () => Date.parse(`${day}T12:00:00Z`) });

interface Decided extends Run {
  readonly requests: number;
}

async function run(
  flags: readonly string[],
  write: (files: Workspace) => void = () => {},
  clock?: Clock,
): Promise<Decided> {
  await using server = await loopback(() => ({ body: scan }));
  using files = workspace();
  write(files);
  const env = { VIGILES_KEY_FILE: files.keyFile(), VIGILES_SERVER: server.url };
  const args = ["manifest", "latest-report", "m", ...flags].map((arg) => arg.replace("{DIR}", files.folder));
  const result = await vigiles(args, { env, ...(clock === undefined ? {} : { clock }) });
  return { ...result, requests: server.requests.length };
}

const ignore =
  (...entries: readonly object[]) =>
  (files: Workspace): void =>
    void files.write("ignore.yaml", JSON.stringify({ ignore: entries.map((one) => ({ reason: "ours", ...one })) }));

const file = ["--ignore-file", "{DIR}/ignore.yaml"];

describe("--ignore-file", () => {
  it.each<[object, readonly string[]]>([
    [{ id: "CVE-2014-0160" }, ["CVE-2022-37434"]],
    [{ id: "CVE-2014-0160", package: "openssl", version: "<1.0.2" }, ["CVE-2022-37434"]],
    [{ id: "CVE-2014-0160", package: "zlib" }, both],
    [{ id: "CVE-2014-0160", version: ">=1.0.2" }, both],
    [{ id: "CVE-2014-016" }, both],
  ])("ignores what an entry is about: %j", async (one, open) => {
    const { stdout } = await run([...file, "--junit", "-"], ignore(one));
    const failed = [...stdout.matchAll(/<testcase name="([^"]+)"[^>]*>\s*<failure/g)].map(([, id]) => id);
    expect(failed.toSorted()).toEqual(open.toSorted());
  });

  it("shows an ignored finding as such in every output, and never fails for it", async () => {
    const entries = ignore({ id: both[0] }, { id: both[1], expires: "2999-01-01" });
    expect((await run([...file, "--fail-on", "low", "--fail-on", "unknown"], entries)).exit).toBe(0);
    const summary = await run([...file, "--summary"], entries);
    expect(JSON.parse(summary.stdout)).toMatchObject({ findings: 2, open: 0 });
    for (const format of ["sarif", "junit", "html", "markdown", "csv"]) {
      const { exit, stdout } = await run([...file, `--${format}`, "-", "--fail-on", "low"], entries);
      expect([format, exit, stdout.split("Ignored: ours").length > 2]).toEqual([format, 0, true]);
    }
  });

  it("holds to the end of its last day, and fails after it with a line of its own", async () => {
    const entries = ignore({ id: both[0], expires: "2026-06-30" }, { id: both[1] });
    const gate = [...file, "--fail-on", "critical"];
    expect(await run(gate, entries, on("2026-06-30"))).toMatchObject({ exit: 0, stderr: "" });
    const late = await run(gate, entries, on("2026-07-01"));
    expect(late.exit).toBe(11);
    expect(late.stderr).toMatch(/warning: the entry of .*ignore\.yaml about CVE-2014-0160 expired on 2026-06-30;/);
    expect(late.stderr).toMatch(/POLICY_FAILED: decisions that have expired: 1; the entry of /);
    const ungated = await run(file, entries, on("2026-07-01"));
    expect([ungated.exit, ungated.stderr]).toEqual([0, expect.stringContaining("expired on 2026-06-30")]);
  });

  it("that has expired makes the finding fail as any other", async () => {
    const late = await run([...file, "--fail-on", "high"], ignore({ id: both[1], expires: "2020-01-01" }));
    expect([late.exit, late.stderr]).toEqual([
      11,
      expect.stringContaining("the most severe is CVE-2022-37434 in zlib"),
    ]);
  });

  it("is warned of for each entry that matches no finding, open or not", async () => {
    const entries = ignore({ id: both[0] }, { id: "CVE-2014-016" }, { id: both[1], package: "zlib-ng" });
    const { exit, stderr } = await run(file, entries);
    const warnings = stderr.split("\n").filter((line) => line.includes("matches no finding"));
    expect([exit, warnings]).toEqual([
      0,
      [
        expect.stringMatching(/^vigiles: warning: entry 2 \(CVE-2014-016\) of .*ignore\.yaml matches no finding$/),
        expect.stringMatching(/^vigiles: warning: entry 3 \(CVE-2022-37434\) of /),
      ],
    ]);
  });

  it.each([
    ["that isn't there", undefined, "Cannot read --ignore-file"],
    ["that isn't understood", "ignore: [{ id: CVE-1 }]", 'entry 1 needs "id" and "reason"'],
  ])("%s ends the command before anything is sent", async (_what, content, message) => {
    const result = await run(file, (files) => void (content === undefined || files.write("ignore.yaml", content)));
    expect([result.exit, result.requests, result.stderr]).toEqual([6, 0, expect.stringContaining(message)]);
  });

  it("is no output", async () => {
    const result = await run([...file, "--csv", "{DIR}/ignore.yaml"], ignore({ id: both[0] }));
    expect([result.exit, result.requests, result.stderr]).toEqual([
      2,
      0,
      expect.stringContaining("is the same file as a file of decisions"),
    ]);
  });
});

describe("the file of ignored findings in the working folder", () => {
  it("is used, unless another one is named", async () => {
    await using server = await loopback(() => ({ body: scan }));
    using files = workspace();
    files.write(".vigilesignore.yaml", "ignore: [{ id: CVE-2022-37434, reason: ours }]");
    files.write("other.yaml", "ignore: []");
    const env = { PATH: process.env["PATH"], VIGILES_KEY_FILE: files.keyFile(), VIGILES_SERVER: server.url };
    const start = (...flags: readonly string[]) =>
      waitForExit(
        spawn(process.execPath, [bin, "manifest", "latest-report", "m", "--fail-on", "critical", ...flags], {
          cwd: files.folder,
          env,
          stdio: ["ignore", "pipe", "pipe"],
        }),
      );
    expect((await start()).exit).toBe(0);
    expect((await start("--ignore-file", "other.yaml")).exit).toBe(11);
  });

  it.each([
    ["manifest", "upload", "sbom.json", "-o"],
    ["manifest", "upload", "sbom.json", "--return-job"],
    ["manifest", "rescan", "m", "-o"],
  ])("is not read where no findings are asked for, so none of its entries is missed: %s %s %s %s", async (...argv) => {
    await using server = await loopback(() => ({ body: { manifest_token: "m", job_id: "j" } }));
    using files = workspace();
    files.write("sbom.json", "{}");
    files.write(".vigilesignore.yaml", "ignore: [{ id: CVE-2022-37434, reason: ours }]");
    const env = { VIGILES_KEY_FILE: files.keyFile(), VIGILES_SERVER: server.url };
    const { exit, stderr } = await waitForExit(startVigiles(argv, env, "ignore", files.folder));
    expect([exit, stderr]).toEqual([0, expect.not.stringContaining("matches no finding")]);
  });

  it.each([".vigilesignore.yml", ".vigilesignore", ".vigileignore.yaml", ".vigileignore.yml"])(
    "is warned of under another name: %s",
    async (name) => {
      await using server = await loopback(() => ({ body: scan }));
      using files = workspace();
      files.write(name, "ignore: [{ id: CVE-2022-37434, reason: ours }]");
      const env = { PATH: process.env["PATH"], VIGILES_KEY_FILE: files.keyFile(), VIGILES_SERVER: server.url };
      const start = (...flags: readonly string[]) =>
        waitForExit(
          spawn(process.execPath, [bin, "manifest", "latest-report", "m", "--fail-on", "critical", ...flags], {
            cwd: files.folder,
            env,
            stdio: ["ignore", "pipe", "pipe"],
          }),
        );
      const ignored = await start();
      expect([ignored.exit, ignored.stderr]).toEqual([
        11,
        expect.stringContaining(`warning: ${name} is not used: its name must be .vigilesignore.yaml`),
      ]);
      expect((await start("--ignore-file", name)).stderr).not.toContain("is not used");
    },
  );
});

describe("--vex", () => {
  it("can be given more than once, beside a file of ignored findings", async () => {
    const write = (files: Workspace): void => {
      const vulnerability = { id: both[0], analysis: { state: "not_affected" } };
      files.write("a.json", { bomFormat: "CycloneDX", vulnerabilities: [vulnerability] });
      files.write("b.json", { statements: [{ vulnerability: { name: both[1] }, status: "fixed" }] });
      ignore()(files);
    };
    const one = await run(["--vex", "{DIR}/a.json", "--fail-on", "low"], write);
    expect([one.exit, one.stderr]).toEqual([11, expect.stringContaining(": 1; the most severe is CVE-2022-37434")]);
    expect(
      (await run([...file, "--vex", "{DIR}/a.json", "--vex", "{DIR}/b.json", "--fail-on", "low"], write)).exit,
    ).toBe(0);
  });

  it("that is no VEX document ends the command before anything is sent", async () => {
    const result = await run(["--vex", "{DIR}/a.json"], (files) => void files.write("a.json", "{}"));
    expect([result.exit, result.requests, result.stderr]).toEqual([
      6,
      0,
      expect.stringContaining("neither CycloneDX JSON nor OpenVEX"),
    ]);
  });
});
