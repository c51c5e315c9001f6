import { describe, expect, it } from "vitest";
import { vigiles } from "../../../support/command.js";
import { loopback } from "../../../support/servers/loopback.js";
import { plainService } from "../../../support/servers/plain-service.js";
import { workspace } from "../../../support/workspace.js";

describe("unknown ecosystems", () => {
  it("are warned about on standard error, and the rest is sent", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const argv = [
      "-k",
      files.keyFile(),
      "-u",
      server.url,
      "manifest",
      "upload",
      "-g",
      "G-0",
      files.write("s.json", "{}"),
      "-E",
      "npm,NPM",
    ];
    const run = await vigiles(argv);
    expect(run.stderr).toBe('vigiles: warning: Unknown ecosystem "NPM" is left out; did you mean "npm"?\n');
    expect(new Map(server.requests[0]?.params).get("ecosystems")).toBe("npm");
  });
});
