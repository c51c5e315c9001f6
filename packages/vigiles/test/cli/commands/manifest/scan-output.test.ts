import { existsSync, readFileSync } from "node:fs";
import { startEmulator } from "@org/emulator";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { vigiles, type Run, type World } from "../../../support/command.js";
import { loopback } from "../../../support/servers/loopback.js";
import { workspace } from "../../../support/workspace.js";

const entry = (cve_id: string, cvss: string, status: string) => ({ cve_id, version: "1.0", cvss, status });
const scan = {
  manifest_token: "m.token",
  manifest_name: "router",
  report_path: "/cves/reports/r",
  cves: {
    openssl: [entry("CVE-2014-0160", "7.5", "Unfixed"), entry("CVE-2022-0778", "7.5", "Fixed")],
    日本語: [entry("CVE-2021-44228", "10", "Unfixed")],
    'we<ird>"&\u0001': [entry("CVE-2020-1", "", "Unfixed"), entry("CVE-2014-0160", "7.5", "Unfixed")],
  },
};

interface Outcome extends Run {
  readonly requests: number;
  file(name: string): string | undefined;
}

/** Runs a command against a service that answers a scan; `{DIR}` is a folder of its own. */
async function outcome(argv: readonly string[], world: World = {}, body: object = scan): Promise<Outcome> {
  await using server = await loopback(() => ({ body }));
  using files = workspace();
  const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url, ...world.env };
  const sbom = files.write("sbom.json", "{}");
  const words = argv.map((word) => word.replace("{DIR}", files.folder).replace("{SBOM}", sbom));
  const run = await vigiles(words, { ...world, env });
  const read = new Map(
    ["o.sarif", "o.xml"].map((name) => [
      name,
      existsSync(files.path(name)) ? readFileSync(files.path(name), "utf8") : undefined,
    ]),
  );
  return { ...run, requests: server.requests.length, file: (name) => read.get(name) };
}

const latest = ["manifest", "latest-report", "m.token"];

describe("--summary", () => {
  it("prints totals instead of findings", async () => {
    const { stdout, exit } = await outcome([...latest, "--summary"]);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      manifest_token: "m.token",
      manifest_name: "router",
      report_path: "/cves/reports/r",
      findings: 5,
      open: 4,
      severities: { critical: 1, high: 2, medium: 0, low: 0, none: 1 },
    });
  });

  it("is what a failed policy prints as well", async () => {
    const { stdout, exit } = await outcome([...latest, "--summary", "--fail-on", "critical"]);
    expect(exit).toBe(11);
    expect(JSON.parse(stdout)).toMatchObject({ open: 4 });
  });

  it("has a bar for each severity on a terminal", async () => {
    const { stdout } = await outcome([...latest, "--summary"], { terminal: true, env: { NO_COLOR: "1" } });
    expect(stdout).toMatch(/^critical +█+ 1$/m);
    expect(stdout).toMatch(/^high +█{40} 2$/m);
    expect(stdout).not.toMatch(/^medium/m);
  });
});

describe("colours", () => {
  it.each<[string, World, boolean]>([
    ["are there on a terminal", { terminal: true }, true],
    ["are not there in a pipe", {}, false],
    ["are not there with NO_COLOR", { terminal: true, env: { NO_COLOR: "1" } }, false],
    ["are there in a pipe with FORCE_COLOR", { env: { FORCE_COLOR: "1" } }, true],
    ["are not there on a dumb terminal", { terminal: true, env: { TERM: "dumb" } }, false],
  ])("%s", async (_, world, expected) => {
    const { stdout } = await outcome(["--output", "table", ...latest], world);
    expect(stdout.includes("\u001b[31m")).toBe(expected);
  });

  it("keep the table within the terminal, wide characters counted twice", async () => {
    const { stdout } = await outcome(latest, { terminal: true, env: { NO_COLOR: "1" } });
    const row = stdout.split("\n").find((line) => line.includes("日本語")) ?? "";
    const other = stdout.split("\n").find((line) => line.includes("openssl")) ?? "";
    expect([row.length + 3, Math.max(...stdout.split("\n").map(({ length }) => length)) <= 100]).toEqual([
      other.length,
      true,
    ]);
  });
});

describe("--sarif", () => {
  it("writes a rule for each vulnerability and a result for each package that has it", async () => {
    const run = await outcome(["manifest", "upload", "{SBOM}", "--sarif", "{DIR}/o.sarif", "--fail-on", "high"]);
    expect(run.exit).toBe(11);
    const { version, runs } = JSON.parse(run.file("o.sarif") ?? "") as { version: string; runs: SarifRun[] };
    const [{ tool, results } = { tool: { driver: { name: "", rules: [] } }, results: [] }] = runs;
    expect([version, tool.driver.name]).toEqual(["2.1.0", "vigiles"]);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual([
      "CVE-2021-44228",
      "CVE-2014-0160",
      "CVE-2022-0778",
      "CVE-2020-1",
    ]);
    expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual(
      Array(5).fill(true),
    );
    expect(results.map(({ level }) => level)).toEqual(["error", "error", "error", "error", "note"]);
    expect(results.filter(({ suppressions }) => suppressions !== undefined).map(({ ruleId }) => ruleId)).toEqual([
      "CVE-2022-0778",
    ]);
    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints["finding/v1"])).size).toBe(5);
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toContain("/sbom.json");
    expect(results[0]?.locations[0]?.logicalLocations[0]?.fullyQualifiedName).toBe("日本語@1.0");
  });

  it("has the same fingerprints whatever has become of scores and statuses", async () => {
    const fingerprints = async (body: object): Promise<unknown> => {
      const { file } = await outcome([...latest, "--sarif", "{DIR}/o.sarif"], {}, body);
      const { runs } = JSON.parse(file("o.sarif") ?? "") as { runs: SarifRun[] };
      return runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints);
    };
    const one = (cvss: string, status: string) => ({
      ...scan,
      cves: { openssl: [entry("CVE-2014-0160", cvss, status)] },
    });
    expect(await fingerprints(one("7.5", "Unfixed"))).toEqual(await fingerprints(one("9.9", "Fixed")));
  });
});

interface SarifRun {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly suppressions?: unknown;
    readonly partialFingerprints: Readonly<Record<string, string>>;
    readonly locations: readonly {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
    }[];
  }[];
}

describe("--junit", () => {
  async function suite(argv: readonly string[]): Promise<Record<string, unknown>> {
    const { file } = await outcome([...latest, "--junit", "{DIR}/o.xml", ...argv]);
    const xml = file("o.xml") ?? "";
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml).not.toContain("\u0001");
    const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(xml) as {
      testsuites: { testsuite: Record<string, unknown> };
    };
    return parsed.testsuites.testsuite;
  }

  it("has a test for each finding; every open one fails", async () => {
    expect(await suite([])).toMatchObject({ name: "router", tests: "5", failures: "4", skipped: "1" });
  });

  it("fails where --fail-on does", async () => {
    const { failures, testcase } = await suite(["--fail-on", "critical"]);
    expect(failures).toBe("1");
    expect(testcase).toContainEqual({
      name: "CVE-2021-44228",
      classname: "日本語 1.0",
      failure: { message: "critical, CVSS 10: Unfixed", type: "critical" },
    });
    expect(JSON.stringify(testcase)).toContain('we<ird>\\"&\\\\u0001 1.0');
  });
});

describe("flags that need findings", () => {
  it.each([
    [["manifest", "upload", "{SBOM}", "--upload-only", "--summary"], "--summary needs findings, and --upload-only"],
    [["manifest", "rescan", "m", "--rescan-only", "--sarif", "{DIR}/x"], "--sarif needs findings, and --rescan-only"],
    [["manifest", "rescan", "m", "--return-job", "--junit", "{DIR}/x"], "--junit needs findings, and --return-job"],
    [["manifest", "latest-report", "m", "--sarif", "{DIR}/none/x"], "Cannot write to"],
    [["manifest", "latest-report", "m", "--junit", "{DIR}"], "it is a directory"],
  ])("are refused before anything is sent: %j", async (argv, says) => {
    const { exit, stderr, requests } = await outcome(argv);
    expect([exit, requests]).toEqual([2, 0]);
    expect(stderr).toContain(says);
  });

  it("leave a dry run alone", async () => {
    const { exit, stdout, file } = await outcome(["--dry-run", ...latest, "--summary", "--sarif", "{DIR}/o.sarif"]);
    expect([exit, file("o.sarif")]).toEqual([0, undefined]);
    expect(JSON.parse(stdout)).toHaveProperty("hmac_msg");
  });
});

describe("report html", () => {
  const sbom = JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    metadata: { component: { type: "application", name: "de<mo>" } },
    components: [{ type: "library", name: "openssl", version: "1.0.1f", purl: "pkg:generic/openssl@1.0.1f" }],
  });

  it("writes the same findings for a report and for the SBOM that it is the newest of", async () => {
    await using service = await startEmulator();
    using files = workspace();
    const env = { VIGILES_KEY_FILE: service.keyFile, VIGILES_DASHBOARD_CONFIG: service.dashboardConfig };
    const run = async (...words: string[]): Promise<Run> => vigiles(words, { env });
    const { manifest_token: token, report_path: path } = JSON.parse(
      (await run("manifest", "upload", files.write("sbom.json", sbom))).stdout,
    ) as Record<string, string>;
    const report = path?.split("/").at(-1) ?? "";
    for (const of of [token ?? "", report]) {
      expect((await run("report", "html", of, "-o", files.path("page.html"))).stderr).toBe("");
      const page = readFileSync(files.path("page.html"), "utf8");
      expect(page).toContain("<h1>de&lt;mo&gt;</h1>");
      expect(page).toContain('["openssl","1.0.1f","CVE-2014-0160",7.5,"high"');
      expect(page).toMatch(
        /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/,
      );
    }
    expect((await run("--dry-run", "report", "html", report, "-o", files.path("none.html"))).stdout).toContain(
      "hmac_msg",
    );
    expect(existsSync(files.path("none.html"))).toBe(false);
    const missing = await run("report", "html", "no.such.token", "-o", files.path("none.html"));
    expect([missing.exit, existsSync(files.path("none.html"))]).toEqual([5, false]);
  });

  it("refuses what is no CycloneDX document, and writes nothing", async () => {
    const run = await outcome(["report", "html", "r.token", "-o", "{DIR}/o.xml"], {}, { some: "answer" });
    expect([run.exit, run.file("o.xml")]).toEqual([7, undefined]);
    expect(run.stderr).toContain("RESPONSE_INVALID");
  });
});
