import { describe, expect, test } from "vitest";
import { readSbom } from "../../../src/vigiles/sbom/read-sbom.js";
import { call } from "../support/client.js";
import { serveVigiles } from "../support/service.js";

describe("a report is downloaded", () => {
  test.each([
    ["csv", {}, "text/csv", /CVE-2014-0160/],
    ["pdf", {}, "application/pdf", /^%PDF-1[^]*%%EOF\s*$/],
    ["pdfsummary", {}, "application/pdf", /^%PDF-1[^]*%%EOF\s*$/],
    ["xlsx", {}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", /^PK/],
    ["cyclonedx-vex", { sbom_format: "json", sbom_version: "1.7" }, "application/", /"specVersion": "1\.7"/],
    ["cyclonedx-vex", { sbom_format: "xml", sbom_version: "1.5" }, "application/", /schema\/bom\/1\.5/],
    ["spdx_3-sbom-vex", {}, "application/", /"@graph"/],
  ])("as %s %j", async (format, values, type, content) => {
    await using service = await serveVigiles();
    const { status, headers, bytes } = await call(service.account, "GET", "/reports/rt", { format, ...values });
    expect(status).toBe(200);
    expect(headers["content-type"]).toContain(type);
    expect(headers["content-disposition"]).toMatch(/^attachment; filename="[\w.-]+"$/);
    expect(bytes.toString("latin1")).toMatch(content);
  });

  test("with the SBOM's components in it, which read back", async () => {
    await using service = await serveVigiles();
    const values = { format: "cyclonedx-sbom-vex", sbom_format: "xml", sbom_version: "1.4" };
    const { bytes } = await call(service.account, "GET", "/reports/rt", values);
    const { version, packages } = readSbom(bytes.toString("utf8"));
    expect(version).toBe("1.4");
    expect(packages.map(({ name }) => name)).toEqual(["openssl", "xz", "zlib", "busybox"]);
  });

  test("without findings that are not affected, if filtered", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    await call(account, "POST", "/cves/CVE-2014-0160/vuln-status", {
      scope: "all",
      package: "openssl",
      status: "false_positive",
    });
    const { json } = await call(account, "POST", "/manifests/m1/reports", { manifest: "m1" });
    const token = (json as { report_path: string }).report_path.split("/").at(-1);
    const csv = async (filtered: boolean) =>
      (await call(account, "GET", `/reports/${token}`, { format: "csv", filtered })).bytes.toString("utf8");
    expect(await csv(false)).toContain("CVE-2014-0160");
    expect(await csv(true)).not.toContain("CVE-2014-0160");
    expect(await csv(true)).toContain("CVE-2024-3094");
  });

  test.each([
    ["without a format", "rt", {}, 400],
    ["in an unknown format", "rt", { format: "docx" }, 400],
    ["in an unknown version", "rt", { format: "cyclonedx-vex", sbom_version: "9" }, 400],
    ["that isn't there", "none", { format: "csv" }, 404],
  ])("not %s", async (_name, token, values, status) => {
    await using service = await serveVigiles();
    expect(await call(service.account, "GET", `/reports/${token}`, values)).toMatchObject({
      status,
      json: { status_code: status, message: expect.any(String) },
    });
  });
});

describe("two reports are compared", () => {
  const ids = (list: unknown) => (list as { product: string; cve_id: string }[]).map(({ cve_id }) => cve_id);

  test("into what is resolved and what is new", async () => {
    await using service = await serveVigiles();
    const { json } = await call(service.account, "GET", "/reports/compare", { token_one: "r1", token_two: "r2" });
    const { resolved, new: added } = json as { resolved: unknown; new: unknown };
    expect(ids(resolved)).toEqual(["CVE-2014-0160"]);
    expect(ids(added)).toEqual(["CVE-2023-0286", "CVE-2018-25032", "CVE-2022-37434"]);
    expect(resolved).toMatchObject([{ product: "openssl", version: "1.0.1f", cvss: 7.5, status: "Unfixed" }]);
  });

  test.each([
    ["not_affected", {}, []],
    ["not_affected", { remove_not_affected: true }, ["CVE-2024-3094"]],
    ["not_affected", { remove_whitelist: true }, ["CVE-2024-3094"]],
    ["false_positive", { remove_not_affected: true }, []],
    ["false_positive", { remove_whitelist: true }, ["CVE-2024-3094"]],
    ["false_positive", { filtered: true }, ["CVE-2024-3094"]],
    ["resolved", {}, ["CVE-2024-3094"]],
  ])("where xz has become %s, with %j", async (status, flags, expected) => {
    await using service = await serveVigiles();
    const { account } = service;
    await call(account, "POST", "/cves/CVE-2024-3094/vuln-status", { scope: "all", package: "xz", status });
    const { json } = await call(account, "POST", "/manifests/m1/reports", { manifest: "m1" });
    const token_two = (json as { report_path: string }).report_path.split("/").at(-1);
    const compared = await call(account, "GET", "/reports/compare", { token_one: "r1", token_two, ...flags });
    expect(ids((compared.json as { resolved: unknown }).resolved)).toEqual(expected);
  });

  test("only if both exist", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    expect((await call(account, "GET", "/reports/compare", { token_one: "r1" })).status).toBe(400);
    expect((await call(account, "GET", "/reports/compare", { token_one: "r1", token_two: "none" })).status).toBe(404);
  });
});
