import { describe, expect, test } from "vitest";
import { call } from "../support/client.js";
import type { Account, Values } from "../support/client.js";
import { serveVigiles } from "../support/service.js";

const cve = "CVE-2024-3094";

async function setStatus(account: Account, values: Values): Promise<void> {
  const response = await call(account, "POST", `/cves/${cve}/vuln-status`, { package: "xz", ...values });
  expect(response).toMatchObject({ status: 200, json: { success: true } });
}

/** What a new scan of a manifest says of xz, with all filters on or off. */
async function rescan(account: Account, token: string, filtered = false): Promise<readonly Record<string, unknown>[]> {
  const { json } = await call(account, "POST", `/manifests/${token}/reports`, { manifest: token, filtered });
  return (json as { cves: Record<string, Record<string, unknown>[]> }).cves["xz"] ?? [];
}

describe("the status of a CVE", () => {
  test("applies to its manifests, in later reports and when it is read", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const decided = {
      status: "not_affected",
      justification: "code_not_present",
      justification_detail: "built without it",
    };
    await setStatus(account, { ...decided, scope: "manifest", manifest_tokens: ["m1"], package_version: "5.6.0" });
    const before = await call(account, "GET", "/manifests/m1/reports/latest");
    expect(before.json).toMatchObject({ cves: { xz: [{ status: "Unfixed" }] } });
    expect(await rescan(account, "m1")).toMatchObject([{ status: "Whitelisted", vuln_status: "not_affected" }]);
    expect(await rescan(account, "m1", true)).toEqual([]);
    expect(await rescan(account, "m2")).toMatchObject([{ status: "Unfixed" }]);
    const query = { manifest_token: "m1", package_name: "xz", package_version: "5.6.0" };
    expect((await call(account, "GET", `/cves/${cve}/vuln-status`, query)).json).toEqual({
      cve_id: cve,
      ...query,
      ...decided,
      scope: "manifest",
      user: account.email,
      date: "2026-01-02T03:04:05Z",
    });
  });

  test("applies to the named groups, or to all", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    await setStatus(account, { status: "resolved", scope: "group", group_tokens: ["G-5"] });
    expect(await rescan(account, "m1")).toMatchObject([{ status: "Unfixed" }]);
    await setStatus(account, { status: "resolved", scope: "group", group_tokens: ["G-0"] });
    expect(await rescan(account, "m1")).toMatchObject([{ status: "Fixed" }]);
    await setStatus(account, { status: "exploitable", scope: "all" });
    expect(await rescan(account, "m1")).toMatchObject([{ status: "Unfixed", vuln_status: "exploitable" }]);
  });

  test("does not apply to another version", async () => {
    await using service = await serveVigiles();
    await setStatus(service.account, { status: "resolved", scope: "all", package_version: "5.6.1" });
    expect(await rescan(service.account, "m1")).toMatchObject([{ status: "Unfixed" }]);
    const query = { manifest_token: "m1", package_name: "xz", package_version: "5.6.0" };
    expect((await call(service.account, "GET", `/cves/${cve}/vuln-status`, query)).json).toMatchObject({
      status: null,
    });
  });

  test.each<[string, Values, number]>([
    ["an unknown scope", { scope: "world", status: "resolved" }, 400],
    ["an unknown status", { scope: "all", status: "done" }, 400],
    ["an unknown justification", { scope: "all", status: "not_affected", justification: "because" }, 400],
    ["no status", { scope: "all" }, 400],
    ["an unknown manifest", { scope: "manifest", status: "resolved", manifest_tokens: ["none"] }, 404],
  ])("with %s is refused", async (_name, values, status) => {
    await using service = await serveVigiles();
    const response = await call(service.account, "POST", `/cves/${cve}/vuln-status`, { package: "xz", ...values });
    expect(response).toMatchObject({ status, json: { status_code: status } });
  });
});

describe("a custom score", () => {
  const setScore = (account: Account, values: Values) =>
    call(account, "POST", "/manifests/m1/custom_scores", { package_name: "xz", cve_id: cve, ...values });

  test("applies to later reports of its manifest", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    expect((await setScore(account, { custom_score: "3.5", package_version: "" })).json).toMatchObject({
      success: true,
    });
    expect(await rescan(account, "m1")).toMatchObject([{ cvss: 3.5 }]);
    expect(await rescan(account, "m2")).toMatchObject([{ cvss: 10 }]);
    await setScore(account, { custom_score: "0", package_version: "5.6.1" });
    expect(await rescan(account, "m1")).toMatchObject([{ cvss: 3.5 }]);
  });

  test.each(["", "eleven", "10.1", "-1"])("of %j is rejected", async (custom_score) => {
    await using service = await serveVigiles();
    expect((await setScore(service.account, { custom_score })).status).toBe(400);
  });
});

test("the activity log records the statuses, and can be searched", async () => {
  await using service = await serveVigiles();
  const { account } = service;
  await setStatus(account, { status: "in_triage", scope: "manifest", manifest_tokens: ["m1"] });
  const score = { package_name: "openssl", cve_id: "CVE-2014-0160", custom_score: "1", package_version: "1.0.1f" };
  await call(account, "POST", "/manifests/m1/custom_scores", score);
  const search = async (values: Values, group = "G-0") =>
    (await call(account, "GET", `/groups/${group}/activity_log`, { group_token: group, ...values })).json;
  expect(await search({})).toEqual([
    {
      date: "2026-01-02T03:04:05Z",
      log_type: "update_vuln_status",
      method: "api",
      description: expect.stringContaining(cve),
      group: "G-0",
      folder: null,
      report: null,
      manifest: "m1",
      user: account.email,
      vuln_id: cve,
      package: "xz",
      package_version: null,
    },
    expect.objectContaining({ log_type: "update_custom_score", package: "openssl", package_version: "1.0.1f" }),
  ]);
  expect(await search({ log_type: "update_custom_score", vuln_id: "CVE-2014-0160" })).toHaveLength(1);
  expect(await search({ log_method: "ui" })).toEqual([]);
  expect(await search({ user_email: "someone@example.com" })).toEqual([]);
  expect(await search({}, "G-5")).toEqual([]);
});
