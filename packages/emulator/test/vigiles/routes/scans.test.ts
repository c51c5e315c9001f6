import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { ReceivedResponse } from "../../support/request.js";
import { call } from "../support/client.js";
import type { Values } from "../support/client.js";
import { serveVigiles } from "../support/service.js";
import type { Service } from "../support/service.js";

const components = [
  { name: "openssl", version: "1.0.1f" },
  { name: "log4j-core", version: "2.14.1", purl: "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1" },
  { name: "zlib", version: "1.3.1" },
];
const manifest = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components });

function upload({ account }: Service, values: Values = {}): Promise<ReceivedResponse> {
  return call(account, "POST", "/manifests", { manifest, group_token: "G-1", ...values });
}

describe("the response to an upload", () => {
  test("with the findings by package, their counts, and where the report is", async () => {
    await using service = await serveVigiles();
    const { json } = await upload(service, { manifest_name: "image" });
    expect(json).toEqual({
      manifest_token: expect.any(String),
      manifest_name: "image",
      group_token: "G-1",
      product_token: "G-1",
      folder_token: null,
      group_path: "/groups/G-1",
      product_path: "/groups/G-1",
      cves: {
        openssl: [
          {
            version: "1.0.1f",
            cve_id: "CVE-2014-0160",
            cvss: 7.5,
            vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N",
            status: "Unfixed",
            fixedby: ["upgrade to 1.0.1g"],
          },
        ],
        "log4j-core": [
          expect.objectContaining({ cve_id: "CVE-2021-44228", cvss: 10, version: "2.14.1" }),
          expect.objectContaining({ cve_id: "CVE-2021-45046", cvss: 9 }),
        ],
      },
      counts: {
        fixed: 0,
        unapplied: 0,
        unfixed: 3,
        upgradable: 0,
        whitelisted: 0,
        kernel: expect.objectContaining({ unfixed: 0 }),
        toolchain: expect.objectContaining({ unfixed: 0 }),
        cvss_counts: expect.objectContaining({ high: { unfixed: 1, fixed: 0 }, critical: { unfixed: 2, fixed: 0 } }),
      },
      date: "2026-01-02T03:04:05Z",
      report_path: expect.stringMatching(/^\/cves\/reports\//),
      exported_manifest: expect.stringMatching(/^SPDXVersion: SPDX-2\.3[^]*PackageName: openssl/),
    });
  });

  test("with the requested fields of the CVEs only", async () => {
    await using service = await serveVigiles();
    const { json } = await upload(service, { with_field: ["description", "references", "nonsense"] });
    const { cves } = json as { cves: Record<string, Record<string, unknown>[]> };
    expect(
      Object.keys(cves["openssl"]?.[0] ?? {})
        .slice(-2)
        .sort(),
    ).toEqual(["description", "references"]);
  });

  test("with the tokens only, if it is not scanned", async () => {
    await using service = await serveVigiles();
    const { json } = await upload(service, { upload_only: true, folder_token: "F-1" });
    expect(json).toMatchObject({ manifest_token: expect.any(String), group_token: "G-1", folder_token: "F-1" });
    expect(json).not.toHaveProperty("cves");
    const { manifest_token } = json as { manifest_token: string };
    expect((await call(service.account, "GET", `/manifests/${manifest_token}/reports/latest`)).status).toBe(404);
  });

  test("with the advisories of the requested ecosystems", async () => {
    await using service = await serveVigiles();
    expect((await upload(service, { ecosystems: "Maven,npm" })).json).toMatchObject({
      GHSA: {
        "log4j-core": [{ id: "GHSA-jfh8-c2jp-5v3q", aliases: ["CVE-2021-44228"] }, { id: "GHSA-7rjr-3q55-vv33" }],
      },
      RUSTSEC: {},
    });
    expect((await upload(service, { ecosystems: "npm" })).json).toMatchObject({ GHSA: {} });
    expect((await upload(service)).json).not.toHaveProperty("GHSA");
  });

  test.each([
    ["csv", {}, /CVE-2014-0160/],
    ["pdfsummary", {}, /^%PDF-/],
    ["cyclonedx-vex", { cyclonedx_format: "xml", cyclonedx_version: "1.4" }, /schema\/bom\/1\.4[^]*CVE-2014-0160/],
  ])("with the report as %s, zipped", async (export_format, more, content) => {
    await using service = await serveVigiles();
    const { json } = await upload(service, { export_format, ...more });
    const { exported_report } = json as { exported_report: string };
    expect(gunzipSync(Buffer.from(exported_report, "base64")).toString("latin1")).toMatch(content);
  });
});

test("a build configuration excludes vulnerabilities of options that are not built", async () => {
  await using service = await serveVigiles();
  const packages = { linux: { version: "5.10.70" }, "u-boot": { version: "2019.07" } };
  const text = JSON.stringify({ packages });
  const found = async (values: Values) => {
    const { json } = await upload(service, { manifest: text, ...values });
    return JSON.stringify((json as { cves: unknown }).cves);
  };
  const [all, configured] = [
    await found({}),
    await found({ kernel_config: "CONFIG_A=y\n", uboot_config: "CONFIG_B=y\n" }),
  ];
  for (const id of ["CVE-2021-43267", "CVE-2019-14192"]) {
    expect(all).toContain(id);
    expect(configured).not.toContain(id);
  }
  expect(configured).toContain("CVE-2022-0847");
});

describe("a rescan", () => {
  test("creates a report, which is then the latest one", async () => {
    await using service = await serveVigiles();
    service.clock.advance(60_000);
    const { json } = await call(service.account, "POST", "/manifests/m1/reports", {
      manifest: "m1",
      rescan_only: false,
    });
    expect(json).toMatchObject({
      manifest_token: "m1",
      date: "2026-01-02T03:05:05Z",
      cves: { xz: [{}], openssl: [{}] },
      exported_manifest: expect.stringMatching(/^SPDXVersion: SPDX-2\.3[^]*PackageName: openssl/),
    });
    const { report_path } = json as { report_path: string };
    const latest = await call(service.account, "GET", "/manifests/m1/reports/latest");
    expect(latest.json).toMatchObject({ report_path, manifest_token: "m1", cves: expect.any(Object) });
    expect((await call(service.account, "GET", "/manifests/m1/reports")).json).toMatchObject({
      manifest_token: "m1",
      manifest_name: "m1",
      reports: [
        { report_token: "a", manifest_token: "m1", manifest_version: 1, created_date: "2026-01-02T03:04:05Z" },
        { report_token: "r1" },
        { report_token: report_path.split("/").at(-1), created_date: "2026-01-02T03:05:05Z" },
      ],
    });
  });

  test("has no findings if only a rescan was requested", async () => {
    await using service = await serveVigiles();
    const { json } = await call(service.account, "POST", "/manifests/m1/reports", {
      manifest: "m1",
      rescan_only: true,
    });
    expect(json).toMatchObject({ manifest_token: "m1", report_path: expect.any(String) });
    expect(json).not.toHaveProperty("cves");
    expect(json).not.toHaveProperty("exported_manifest");
  });
});

describe("in the background", () => {
  const poll = async ({ account }: Service, id: string) => (await call(account, "GET", `/jobs/${id}`)).json;

  test("an upload is a job, which runs and then succeeds", async () => {
    await using service = await serveVigiles();
    const { json } = await upload(service, { async: true });
    const { job_id, manifest_token } = json as { job_id: string; manifest_token: string };
    expect(await poll(service, job_id)).toEqual({ job_id, status: "running" });
    expect(await poll(service, job_id)).toMatchObject({ status: "succeeded", manifest_token, group_token: "G-1" });
    expect((await call(service.account, "GET", `/manifests/${manifest_token}/reports/latest`)).status).toBe(200);
  });

  test("a rescan is a job, which fails if its manifest was deleted", async () => {
    await using service = await serveVigiles();
    const { json } = await call(service.account, "POST", "/manifests/m1/reports", { manifest: "m1", async: true });
    const { job_id } = json as { job_id: string };
    await call(service.account, "DELETE", "/manifests/m1", { confirmed: true });
    await poll(service, job_id);
    expect(await poll(service, job_id)).toMatchObject({ status: "failed", error: expect.any(String) });
  });

  test("an unknown job is not found", async () => {
    await using service = await serveVigiles();
    expect((await call(service.account, "GET", "/jobs/none")).status).toBe(404);
  });
});
