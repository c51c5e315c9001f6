import { describe, expect, it } from "vitest";
import { vigiles } from "../support/command.js";
import { loopback } from "../support/servers/loopback.js";
import { plainService } from "../support/servers/plain-service.js";
import { account, workspace } from "../support/workspace.js";

describe("a dry run", () => {
  it("prints the request, says that the signature is usable, and sends nothing", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const sbom = files.write("sbom.json", '{"a":1}');
    const start = ["-k", files.keyFile(), "-u", server.url, "--edition", "groups", "--dry-run"];
    const uploaded = await vigiles([...start, "manifest", "upload", sbom]);
    const printed = JSON.parse(uploaded.stdout) as Record<string, unknown>;
    expect(Object.keys(printed)).toStrictEqual(["headers", "method", "url", "data", "hmac_msg"]);
    expect(printed).toMatchObject({ method: "POST", url: `${server.url}/api/v1/vigiles/manifests` });
    expect(printed["data"]).toMatchObject({ manifest: { path: sbom, bytes: 7 }, filter_results: false });
    expect(uploaded.stderr).toContain("No requests will be made");
    expect(uploaded.stderr).toContain("can be used by anyone who sees it");
    for (const argv of [
      ["manifest", "list"],
      ["report", "download", "csv", "rt", "--stdout"],
      ["manifest", "delete", "m", "-c"],
      ["job", "wait", "j1"],
      ["heartbeat"],
    ]) {
      const run = await vigiles([...start, ...argv]);
      expect(run).toMatchObject({ exit: 0, stdout: expect.stringContaining('"hmac_msg"') });
      expect(run.stdout + run.stderr).not.toContain(account.key);
    }
    expect(server.requests).toHaveLength(0);
  });
});
