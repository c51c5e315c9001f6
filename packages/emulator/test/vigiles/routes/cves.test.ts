import { describe, expect, test } from "vitest";
import { call } from "../support/client.js";
import { serveVigiles } from "../support/service.js";

test("the service shows its version", async () => {
  await using service = await serveVigiles();
  expect((await call(service.account, "GET", "/about")).json).toEqual({
    app_version: expect.any(String),
    database_version: expect.any(String),
  });
});

describe("CVEs are searched by product", () => {
  test.each([
    ["", ["CVE-2014-0160", "CVE-2021-3711", "CVE-2022-3602", "CVE-2023-0286"]],
    ["1.0.1f", ["CVE-2014-0160"]],
    ["1.0.1g", []],
    ["3.0.6", ["CVE-2022-3602", "CVE-2023-0286"]],
  ])("OpenSSL in version %j", async (version, expected) => {
    await using service = await serveVigiles();
    const query = { product: "OpenSSL", version, ids_only: true };
    expect((await call(service.account, "GET", "/cves", query)).json).toEqual(expected);
  });

  test("with their descriptions", async () => {
    await using service = await serveVigiles();
    const query = { product: "xz", version: "", ids_only: false };
    expect((await call(service.account, "GET", "/cves", query)).json).toEqual({ "CVE-2024-3094": expect.any(String) });
    expect((await call(service.account, "GET", "/cves", { product: "" })).status).toBe(400);
  });
});

describe("a CVE is shown", () => {
  test("with all its fields", async () => {
    await using service = await serveVigiles();
    const { json } = await call(service.account, "GET", "/cves/CVE-2021-44228");
    expect(json).toMatchObject({
      identifier: "CVE-2021-44228",
      published: "2021-12-10",
      assigner: "security@apache.org",
      problem_types: expect.arrayContaining(["CWE-502"]),
      impact: { cvssV3: { baseScore: 10, baseSeverity: "CRITICAL" } },
    });
    expect(Object.keys(json as object).sort()).toEqual([
      "affected_configurations",
      "assigner",
      "cisa",
      "description",
      "epss",
      "identifier",
      "impact",
      "modified",
      "nvd_status",
      "problem_types",
      "published",
      "references",
    ]);
  });

  test("with the requested fields", async () => {
    await using service = await serveVigiles();
    const { json } = await call(service.account, "GET", "/cves/CVE-2021-44228", {
      fields: ["references", "epss", "impact"],
    });
    expect(Object.keys(json as object).sort()).toEqual(["epss", "impact", "references"]);
  });

  test("only if it exists", async () => {
    await using service = await serveVigiles();
    expect((await call(service.account, "GET", "/cves/CVE-1999-0001")).status).toBe(404);
  });
});
