import { describe, expect, test } from "vitest";
import { call } from "../support/client.js";
import type { Entry, Values } from "../support/client.js";
import { serveVigiles } from "../support/service.js";

describe("settings", () => {
  test("are read, and changed one by one", async () => {
    await using service = await serveVigiles();
    const { account } = service;
    const { json } = await call(account, "GET", "/groups/G-8/settings");
    expect(json).toMatchObject({ name: "Group G-8", token: "G-8", vuln_strict_match: "off", report_dep_vulns: "on" });
    const values = { vuln_identifiers: ["PURL", "CPE"], vuln_strict_match: "on", auto_close_jira_issues: "on" };
    expect((await call(account, "PATCH", "/groups/G-8/settings", values)).json).toMatchObject({ status_code: 200 });
    expect((await call(account, "GET", "/groups/G-8/settings")).json).toEqual({ ...(json as Entry), ...values });
  });

  test.each<[Values]>([[{ vuln_strict_match: "maybe" }], [{ vuln_identifiers: ["SWID"] }]])(
    "reject %j",
    async (values) => {
      await using service = await serveVigiles();
      expect((await call(service.account, "PATCH", "/groups/G-8/settings", values)).status).toBe(400);
    },
  );
});
