import { describe, expect, it } from "vitest";
import { vigiles } from "../../support/command.js";
import { loopback } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { workspace } from "../../support/workspace.js";

describe("deleting a group", () => {
  it.each([
    ["n\n", 2, 0],
    ["y\n", 0, 1],
  ])("asks a person: %j", async (stdin, exit, requests) => {
    await using server = await loopback(plainService);
    using files = workspace();
    const argv = ["-k", files.keyFile(), "-u", server.url, "group", "delete", "G-8"];
    const run = await vigiles(argv, { stdin, terminal: true });
    expect(run.stderr).toContain('Delete group "G-8"? [y/N]');
    expect([run.exit, server.requests.length]).toStrictEqual([exit, requests]);
  });
});
