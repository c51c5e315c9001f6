import { describe, expect, it } from "vitest";
import { createVigiles } from "../../src/index.js";
import { expectedSignature } from "../support/recorded/expected-signature.js";
import { groupCalls, productCalls } from "../support/recorded/library-calls.js";
import { loopback } from "../support/servers/loopback.js";
import { plainService } from "../support/servers/plain-service.js";
import { vectors } from "../support/recorded/vectors.js";
import { account, workspace } from "../support/workspace.js";

describe.each([
  ["groups", vectors("vigiles-cli-requests"), groupCalls],
  ["products", vectors("linuxlink-cli-requests"), productCalls],
] as const)("programs of the %s edition", (edition, rows, calls) => {
  it("exist for every recorded command line, and for no other", () => {
    expect(Object.keys(calls).toSorted()).toStrictEqual(rows.map(({ name }) => name).toSorted());
  });

  it.each(rows.map((row) => [row.name, row] as const))("%s sends what the original sent", async (name, row) => {
    await using server = await loopback(plainService);
    using files = workspace();
    for (const [file, content] of Object.entries(row.files)) files.write(file, content);
    const dashboardConfigPath = row.argv.includes("{DASH}") ? files.write("dashboard_config", row.dash) : undefined;
    await using client = createVigiles({
      keyFilePath: files.keyFile({ key: account.key }),
      dashboardConfigPath,
      url: server.url,
      edition,
    });
    const call = calls[name]?.(client, files.path);
    if (row.requests.length === 0) await expect(call).rejects.toMatchObject({ code: "TOKEN_MISSING" });
    else await call;
    const expected = row.requests.map(({ method, path, params, content_type: contentType }) => ({
      method,
      path,
      params,
      contentType,
    }));
    expect(server.requests).toMatchObject(expected);
    expect(server.requests).toHaveLength(expected.length);
    for (const request of server.requests) expect(request.signature).toBe(expectedSignature(request));
  });
});
