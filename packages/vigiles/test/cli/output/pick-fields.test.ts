import { describe, expect, it } from "vitest";
import { runWithBody } from "../../support/run-with-body.js";
import { smallScan } from "../../support/scans.js";

const list = [
  { manifest_name: "a", manifest_token: "m1", folder: { x: 1 } },
  { manifest_name: "b", manifest_token: "m2", upload_date: "today" },
];
const listing = ["manifest", "list"];
const latest = ["manifest", "latest-report", "m"];

describe("--fields", () => {
  it("picks members of the items of a list, in its own order", async () => {
    const { stdout, stderr } = await runWithBody(list, [...listing, "--fields", "upload_date,manifest_token"]);
    expect(stdout).toBe(
      `${JSON.stringify([{ manifest_token: "m1" }, { upload_date: "today", manifest_token: "m2" }], undefined, 2)}\n`,
    );
    expect(stderr).toBe("");
  });

  it("picks columns of a table", async () => {
    const { stdout } = await runWithBody(list, ["--output", "table", ...listing, "--fields=manifest_token"]);
    expect(stdout).toBe("manifest_token\n──────────────\nm1\nm2\n");
  });

  it("picks members of an object", async () => {
    const { stdout } = await runWithBody({ a: 1, b: 2 }, ["-f", "--fields", "b", "manifest", "reports", "m"]);
    expect(stdout).toBe('{"b":2}\n');
  });

  it("picks members of a scan and of its findings, alike in JSON and in a table", async () => {
    const fields = ["--fields", "group_token,id,severity"];
    const json = await runWithBody(smallScan, [...latest, ...fields]);
    expect(JSON.parse(json.stdout)).toEqual({
      group_token: "g",
      findings: [{ id: "CVE-2014-0160", severity: "high" }],
    });
    const table = await runWithBody(smallScan, ["--output", "table", ...latest, ...fields]);
    expect(table.stdout).toMatch(/^group_token {2}g\n\nid {13}severity\n─+ {2}─+\nCVE-2014-0160 {2}high\n/m);
    expect(table.stdout).not.toContain("openssl");
    expect(table.stdout).not.toContain("manifest_token");
  });

  it("shows those findings that a filter leaves", async () => {
    const { stdout } = await runWithBody(smallScan, [...latest, "--fields", "id", "--severity", "low"]);
    expect(JSON.parse(stdout)).toEqual({ findings: [] });
  });

  it.each([
    [listing, list, "--fields has unknown names: name; known are manifest_name, manifest_token, folder, upload_date"],
    [latest, smallScan, "--fields has unknown names: name; known are manifest_token, group_token, cves, package, "],
  ])("warns of a name that is not there: %j", async (argv, body, message) => {
    const { exit, stderr } = await runWithBody(body, [...argv, "--fields", "name"]);
    expect([exit, stderr]).toEqual([0, expect.stringContaining(message)]);
  });

  it("is refused without a name", async () => {
    const { exit, stderr, requests } = await runWithBody(list, [...listing, "--fields", ","]);
    expect([exit, requests, stderr]).toEqual([2, 0, expect.stringContaining("--fields needs the name")]);
  });

  it("of cves info is the service's own", async () => {
    const { exit, stdout } = await runWithBody({ a: 1 }, ["cves", "info", "CVE-2014-0160", "--fields", "description"]);
    expect([exit, JSON.parse(stdout)]).toEqual([0, { a: 1 }]);
  });
});

describe("a table", () => {
  const long = "t".repeat(44);
  const manifests = [{ manifest_name: "gateway", manifest_token: long, folder_token: long, upload_date: "2026-01-02" }];
  const width = (text: string): number => Math.max(...text.split("\n").map((line) => line.length));

  it("fits the width in COLUMNS where it is piped, and keeps tokens whole", async () => {
    for (const columns of ["80", "120"]) {
      const env = { COLUMNS: columns };
      const { stdout } = await runWithBody(manifests, ["--output", "table", ...listing], { env });
      expect(width(stdout)).toBeLessThanOrEqual(Number(columns));
      expect(stdout.split(long)).toHaveLength(3);
    }
  });

  it.each(["0", "-1", "wide", "", "1e3"])("takes no width from COLUMNS=%j", async (columns) => {
    const env = { COLUMNS: columns };
    const { stdout } = await runWithBody(manifests, ["--output", "table", ...listing], { env });
    expect(width(stdout)).toBeGreaterThan(100);
  });

  it("of findings fits 80 columns, and breaks no id", async () => {
    const entry = { cve_id: "CVE-2014-01601234", version: "1.0.1f-2+deb7u12", status: "Unfixed, Patch Available" };
    const cves = {
      ["libssl-".repeat(6)]: [{ ...entry, fixedby: ["upgrade to 1.0.1g", "apply the patch of upstream"] }],
    };
    const env = { COLUMNS: "80" };
    const { stdout } = await runWithBody({ manifest_token: "m", cves }, ["--output", "table", ...latest], { env });
    expect(width(stdout)).toBeLessThanOrEqual(80);
    expect(stdout).toContain("  CVE-2014-01601234  ");
    expect(stdout).toContain("fixed by");
  });
});
