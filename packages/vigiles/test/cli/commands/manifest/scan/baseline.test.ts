import { mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { vigiles, type Run } from "../../../../support/command.js";
import { loopback, type SeenRequest, type TestResponse } from "../../../../support/servers/loopback.js";
import { workspace, type Workspace } from "../../../../support/workspace.js";

const entry = (digit: number, more: object = {}) => ({
  cve_id: `CVE-2024-1000${digit}`,
  version: "1",
  cvss: digit,
  status: "Unfixed",
  ...more,
});
const scanOf = (token: string, entries: readonly object[]) => ({
  manifest_token: token,
  manifest_name: "gateway",
  group_token: "g",
  cves: { openssl: entries },
});

/** 4 is fixed since, 5 is open again, 6 has another version, 7 and 8 are as before, and 9 is new. */
const earlier = {
  ...scanOf("old", [entry(4), entry(5, { status: "Fixed" }), entry(6), entry(7), entry(8)]),
  report_path: "/cves/reports/r.old",
  date: "2026-02-01",
};
/** What standard error says of it, if it is the last report. */
const whichLast = 'vigiles: --baseline last is the newest report (r.old, 2026-02-01) of the SBOM "old"\n';
const now = scanOf("new", [entry(5), entry(6, { version: "2" }), entry(7), entry(8, { cvss: 9.9 }), entry(9)]);
const counts = { new: 3, fixed: 2, unchanged: 2 };

const vex = {
  bomFormat: "CycloneDX",
  components: [{ "bom-ref": "a", name: "openssl", version: "1" }],
  vulnerabilities: [4, 6, 7, 8].map((digit) => ({
    id: `CVE-2024-1000${digit}`,
    ratings: [{ score: digit }],
    affects: [{ ref: "a" }],
  })),
};

interface Served extends Run {
  readonly paths: readonly string[];
}

/** Runs the command against a service that has an earlier SBOM of the same name. */
async function run(
  argv: readonly string[],
  prepare: (files: Workspace) => void = () => {},
  answer: (seen: SeenRequest) => TestResponse | undefined = () => undefined,
): Promise<Served> {
  const serve = (seen: SeenRequest): TestResponse => {
    const { method, path } = seen;
    const special = answer(seen);
    if (special !== undefined) return special;
    if (path.endsWith("/manifests/old/reports/latest")) return { body: earlier };
    if (path.endsWith("/reports/report")) return { body: JSON.stringify(vex) };
    if (method === "GET" && path.endsWith("/manifests")) return { body: sameName };
    return { body: now };
  };
  await using server = await loopback(serve);
  using files = workspace();
  prepare(files);
  const env = { VIGILES_KEY_FILE: files.keyFile(), VIGILES_SERVER: server.url, VIGILES_EDITION: "groups" };
  const sbom = files.write("sbom.json", "{}");
  const args = argv.map((arg) => arg.replace("{SBOM}", sbom).replace("{DIR}", files.folder));
  const result = await vigiles([...args, "--retries", "0"], { env });
  return {
    ...result,
    paths: server.requests.map(({ method, path }) => `${method} ${path.replace("/api/v1/vigiles", "")}`),
  };
}

const sameName = [
  { manifest_name: "gateway", manifest_token: "older", upload_date: "2026-01-01" },
  { manifest_name: "gateway", manifest_token: "new", upload_date: "2026-03-01" },
  { manifest_name: "gateway", manifest_token: "old", upload_date: "2026-02-01" },
  { manifest_name: "other", manifest_token: "x", upload_date: "2026-02-15" },
];
const upload = ["manifest", "upload", "{SBOM}", "-g", "g"];

describe("--baseline", () => {
  it.each<[string, readonly string[]]>([
    ["last, of an upload", [...upload, "--baseline", "last"]],
    ["last, of a rescan", ["manifest", "rescan", "old", "--baseline", "last"]],
    ["last, of the latest report", ["manifest", "latest-report", "new", "--baseline", "last"]],
    ["a file with the JSON of a scan", [...upload, "--baseline", "{DIR}/scan.json"]],
    ["a file with CycloneDX", [...upload, "--baseline", "{DIR}/vex.json"]],
    ["the token of a report", [...upload, "--baseline", "report"]],
  ])("counts what is new, fixed and unchanged: %s", async (_what, argv) => {
    const write = (files: Workspace): void => {
      files.write("scan.json", earlier);
      files.write("vex.json", `\uFEFF${JSON.stringify(vex)}`);
    };
    const summary = await run([...argv, "--summary"], write);
    expect([summary.exit, summary.stderr, JSON.parse(summary.stdout)]).toMatchObject([
      0,
      argv.includes("last") ? whichLast : "",
      { findings: 5, ...counts },
    ]);
    const table = await run(["--output", "table", ...argv], write);
    expect(table.stdout).toContain("findings: 5, open: 5, new: 3, fixed: 2, unchanged: 2\n");
    const markdown = await run([...argv, "--markdown", "-"], write);
    expect(markdown.stdout).toContain("**3 new**, 2 fixed, 2 unchanged");
    expect(markdown.stdout.split("**new**: ")).toHaveLength(4);
  });

  it("marks what is new and what is unchanged in SARIF, and nothing without a baseline", async () => {
    const statesOf = async (...flags: readonly string[]): Promise<readonly unknown[]> => {
      const { stdout } = await run([...upload, "--sarif", "-", ...flags]);
      const log = JSON.parse(stdout) as { runs: [{ results: { baselineState?: string }[] }] };
      return log.runs[0].results.map(({ baselineState }) => baselineState).toSorted();
    };
    expect(await statesOf("--baseline", "last")).toEqual(["new", "new", "new", "unchanged", "unchanged"]);
    expect(await statesOf()).toEqual(Array.from({ length: 5 }));
  });

  it("is compared under the same filter", async () => {
    const { stdout } = await run([...upload, "--baseline", "last", "--summary", "--severity", "critical"]);
    expect(JSON.parse(stdout)).toMatchObject({ findings: 2, new: 2, fixed: 0, unchanged: 0 });
  });

  it("reads a file or report before anything is uploaded", async () => {
    const { paths } = await run([...upload, "--baseline", "report"]);
    expect(paths).toEqual(["GET /reports/report", "GET /groups", "POST /manifests"]);
  });

  it.each([
    [undefined, "to compare with the same report again, give --baseline r.old"],
    [404, "fix the findings, or decide about them in an ignore file"],
  ])("last warns of repeating a job that failed, and names the remedy (%s)", async (status, remedy) => {
    const missing = ({ path }: SeenRequest) =>
      status !== undefined && path.endsWith("/old/reports/latest") ? { status, body: {} } : undefined;
    const failed = await run([...upload, "--baseline", "last", "--fail-on-new"], undefined, missing);
    expect([failed.exit, failed.stderr]).toEqual([11, expect.stringContaining("do not just rerun the job")]);
    expect(failed.stderr).toContain(remedy);
  });

  it("last has no such warning for a report that is only read", async () => {
    const failed = await run(["manifest", "latest-report", "new", "--baseline", "last", "--fail-on-new"]);
    expect([failed.exit, failed.stderr]).toEqual([11, expect.not.stringContaining("rerun")]);
  });

  it("that names a report fails however often the job is repeated, and has no such warning", async () => {
    for (let attempt = 0; attempt < 2; attempt++) {
      const failed = await run([...upload, "--baseline", "report", "--fail-on-new"]);
      expect([failed.exit, failed.stderr]).toEqual([11, expect.not.stringContaining("rerun")]);
    }
  });

  it("says that everything is new where there is no earlier report", async () => {
    const none = await run([...upload, "--baseline", "last", "--summary"], undefined, ({ method, path }) =>
      method === "GET" && path.endsWith("/manifests") ? { body: sameName.slice(1, 2) } : undefined,
    );
    expect(JSON.parse(none.stdout)).toMatchObject({ new: 5, fixed: 0, unchanged: 0 });
    expect(none.stderr).toContain("there is no earlier report, so every finding is new");
    const unscanned = await run([...upload, "--baseline", "last", "--fail-on-new"], undefined, ({ path }) =>
      path.endsWith("/old/reports/latest") ? { status: 404, body: {} } : undefined,
    );
    expect([unscanned.exit, unscanned.stderr]).toEqual([11, expect.stringContaining("new open findings: 5;")]);
  });
});

describe("--fail-on-new", () => {
  it.each<[readonly string[], number, string]>([
    [["--fail-on-new"], 11, "POLICY_FAILED: new open findings: 3; the most severe is CVE-2024-10009 in openssl"],
    [["--fail-on-new", "--fail-on", "high"], 11, "new open findings of severity high or higher: 1;"],
    [["--fail-on-new", "--fail-on", "medium"], 11, "new open findings of severity medium or higher: 3;"],
    [
      ["--fail-on-new", "--fail-on", "critical"],
      11,
      "new or more severe open findings of severity critical or higher: 2; the most severe is CVE-2024-10008 in openssl",
    ],
    [["--fail-on", "critical"], 11, "POLICY_FAILED: open findings of severity critical or higher: 2;"],
    [["--fail-on-new", "--severity", "low"], 0, ""],
  ])("judges what is new: %j exits %i", async (flags, exit, message) => {
    const result = await run([...upload, "--baseline", "last", ...flags]);
    expect([result.exit, result.stderr]).toEqual([exit, expect.stringContaining(message)]);
  });

  it("makes no other finding a failure in JUnit", async () => {
    const all = await run([...upload, "--baseline", "last", "--junit", "-"]);
    const added = await run([...upload, "--baseline", "last", "--junit", "-", "--fail-on-new"]);
    expect([all.stdout, added.stdout].map((xml) => xml.split("<failure").length - 1)).toEqual([5, 3]);
  });

  it("passes where nothing is new", async () => {
    const same = ({ path }: SeenRequest) =>
      path.endsWith("/latest") ? { body: { ...earlier, cves: now.cves } } : undefined;
    const result = await run([...upload, "--baseline", "last", "--fail-on-new"], undefined, same);
    expect([result.exit, result.stderr]).toEqual([0, whichLast]);
    const quiet = await run(["--quiet", ...upload, "--baseline", "last", "--fail-on-new"], undefined, same);
    expect([quiet.exit, quiet.stderr]).toEqual([0, ""]);
  });

  it("needs a baseline", async () => {
    const result = await run([...upload, "--fail-on-new"]);
    expect([result.exit, result.paths, result.stderr]).toEqual([2, [], expect.stringContaining("needs --baseline")]);
  });

  it("fails for findings that can't be read", async () => {
    const odd = ({ method }: SeenRequest) =>
      method === "POST" ? { body: scanOf("new", [entry(7), { nothing: true }]) } : undefined;
    const result = await run([...upload, "--baseline", "last", "--fail-on-new"], undefined, odd);
    expect([result.exit, result.stderr]).toEqual([7, expect.stringContaining("--fail-on-new can't check them")]);
  });
});

describe("a baseline that can't be read", () => {
  it.each<[string, string | object, string]>([
    ["text", "CVE-1", "has no findings that can be read"],
    ["a summary", { manifest_token: "m", findings: 3, severities: {} }, "has no findings that can be read"],
    ["an SBOM without vulnerabilities", { bomFormat: "CycloneDX", components: [] }, "has no findings that can be read"],
    ["findings of another shape", scanOf("m", [{ x: 1 }]), "has no findings that can be read"],
    ["an empty file", "", "has no findings that can be read"],
  ])("ends the command before anything is sent: %s", async (_what, content, message) => {
    const result = await run([...upload, "--baseline", "{DIR}/base"], (files) => void files.write("base", content));
    expect([result.exit, result.paths, result.stderr]).toEqual([6, [], expect.stringContaining(message)]);
  });

  it("ends the command before anything is sent: a folder, a bad token", async () => {
    const folder = await run([...upload, "--baseline", "{DIR}/f"], (files) => void mkdirSync(files.path("f")));
    expect([folder.exit, folder.paths]).toEqual([6, []]);
    const token = await run([...upload, "--baseline", "../../x"]);
    expect([token.exit, token.paths]).toEqual([6, []]);
  });

  it.each([
    ["reports/mian.json", 6, 'INPUT_UNREADABLE: Cannot read --baseline "reports/mian.json": there is no such file'],
    ["mian.json", 6, 'Cannot read --baseline "mian.json": there is no such file'],
    ["/nowhere/mian.json", 6, 'Cannot read --baseline "/nowhere/mian.json": there is no such file'],
    ["Last", 2, 'USAGE: --baseline "Last" is not known; write --baseline last'],
    ["latest", 2, "write --baseline last"],
  ])("ends the command before anything is sent, and says what is wrong: %s", async (source, exit, message) => {
    const result = await run([...upload, "--baseline", source]);
    expect([result.exit, result.paths, result.stderr]).toEqual([exit, [], expect.stringContaining(message)]);
  });

  it("fails after an upload with its token, and the result is printed all the same", async () => {
    const broken = ({ path }: SeenRequest) => (path.endsWith("/latest") ? { status: 500, body: {} } : undefined);
    const result = await run([...upload, "--baseline", "last", "--fail-on-new"], undefined, broken);
    expect([result.exit, JSON.parse(result.stdout)]).toEqual([7, now]);
    expect(result.stderr).toContain('the SBOM has the token "new"');
  });

  it("is not asked for in a dry run", async () => {
    const result = await run(["--dry-run", ...upload, "--baseline", "report"]);
    expect([result.exit, result.paths]).toEqual([0, []]);
  });
});
