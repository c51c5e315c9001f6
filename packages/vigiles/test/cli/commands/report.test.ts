import { existsSync, readFileSync } from "node:fs";
import { startEmulator } from "@org/emulator";
import { describe, expect, it } from "vitest";
import { vigiles, type Run } from "../../support/command.js";
import { runWithBody } from "../../support/run-with-body.js";
import { workspace } from "../../support/workspace.js";

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
      expect(page).toContain('["openssl","1.0.1f","CVE-2014-0160","7.5","high"');
      expect(page).toMatch(/<p class="description">[^<]{20}/);
      expect(page).toContain("<li>https://nvd.nist.gov/vuln/detail/CVE-2014-0160</li>");
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

  it("honours decisions as the other commands do, for a report and for an SBOM", async () => {
    await using service = await startEmulator();
    using files = workspace();
    const env = { VIGILES_KEY_FILE: service.keyFile, VIGILES_DASHBOARD_CONFIG: service.dashboardConfig };
    const run = async (...words: string[]): Promise<Run> => vigiles(words, { env });
    const { manifest_token: token = "", report_path: path = "" } = JSON.parse(
      (await run("manifest", "upload", files.write("sbom.json", sbom))).stdout,
    ) as Record<string, string>;
    const entries = ["CVE-2014-0160", "CVE-1999-0001"].map((id) => ({ id, reason: "switched off" }));
    const ignored = files.write("ignore.yaml", JSON.stringify({ ignore: entries }));
    const affected = { vulnerability: { name: "CVE-2014-0160" }, status: "not_affected" };
    const vex = files.write("vex.json", { statements: [affected] });
    for (const of of [token, path.split("/").at(-1) ?? ""]) {
      const made = await run("report", "html", of, "-o", files.path("page.html"), "--ignore-file", ignored);
      expect([made.exit, made.stderr]).toEqual([
        0,
        `vigiles: warning: entry 2 (CVE-1999-0001) of ${ignored} matches no finding\n`,
      ]);
      expect(readFileSync(files.path("page.html"), "utf8")).toContain("Ignored: switched off");
      await run("report", "html", of, "-o", files.path("page.html"), "--vex", vex);
      expect(readFileSync(files.path("page.html"), "utf8")).toContain("Not Affected");
    }
    const shared = await run("report", "html", token, "-o", ignored, "--ignore-file", ignored);
    expect([shared.exit, shared.stderr]).toEqual([2, expect.stringContaining("a file of decisions")]);
  });

  it("refuses what is no CycloneDX document, and writes nothing", async () => {
    const run = await runWithBody({ some: "answer" }, ["report", "html", "r.token", "-o", "{DIR}/o.xml"]);
    expect([run.exit, run.file("o.xml")]).toEqual([7, undefined]);
    expect(run.stderr).toContain("RESPONSE_INVALID");
  });
});
