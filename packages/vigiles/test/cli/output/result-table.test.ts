import { describe, expect, it } from "vitest";
import { vigiles } from "../../support/command.js";
import { loopback } from "../../support/servers/loopback.js";
import { workspace } from "../../support/workspace.js";

describe("a comparison on a terminal", () => {
  it("is a table of what is new and one of what is resolved", async () => {
    const body = { new: [{ cve_id: "CVE-1", product: "openssl" }], resolved: [] };
    await using server = await loopback(() => ({ body }));
    using files = workspace();
    const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url };
    const { stdout } = await vigiles(["report", "compare", "a", "b"], { env, terminal: true });
    expect(stdout).toMatch(/^new:\n┌[^]*│ CVE-1 +│ openssl │[^]*\nresolved:\nnone\n$/);
  });
});
