import { describe, expect, it } from "vitest";
import { printedCode } from "../../../support/failure.js";
import { prepareCommand } from "../../../support/prepare-command.js";

const pathsOf = (requests: readonly { method: string; path: string }[]): string[] =>
  requests.map(({ method, path }) => `${method} ${path.split("/").slice(-1).join()}`);

describe.each(["manifest", "group"])("%s delete", (kind) => {
  it("deletes several, one after the other, and prints a list", async () => {
    await using command = await prepareCommand();
    const { exit, stdout } = await command.run([kind, "delete", "a", "b", "a", "--yes"]);
    expect([exit, JSON.parse(stdout)]).toEqual([0, [expect.any(Object), expect.any(Object)]]);
    expect(pathsOf(command.server.requests)).toEqual(["DELETE a", "DELETE b"]);
  });

  it("says what was deleted before a failure", async () => {
    await using command = await prepareCommand(({ path }) => ({
      status: path.endsWith("/c") ? 500 : 200,
      body: { success: true, message: "done" },
    }));
    const { exit, stderr } = await command.run([kind, "delete", "a", "b", "c", "d", "--yes", "--retries", "0"]);
    expect([exit, stderr]).toEqual([7, expect.stringContaining("warning: deleted before the failure: a, b\n")]);
    expect(pathsOf(command.server.requests)).toEqual(["DELETE a", "DELETE b", "DELETE c"]);
  });

  it("deletes nothing if one of the names is unknown", async () => {
    await using command = await prepareCommand();
    const { exit, stdout } = await command.run([kind, "delete", "a", "no such name", "--yes"]);
    expect([exit, printedCode(stdout)]).toEqual([5, "NAME_UNKNOWN"]);
    expect(command.server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  it.each([
    ["n\n", 2, 0],
    ["y\n", 0, 2],
  ])("asks on a terminal: %j", async (stdin, exit, requests) => {
    await using command = await prepareCommand();
    const run = await command.run([kind, "delete", "a", "b"], { stdin, terminal: true });
    expect(run.stderr).toContain(`Delete 2 ${kind === "group" ? "groups" : "SBOMs"}: "a", "b"? [y/N]`);
    expect([run.exit, command.server.requests.length]).toEqual([exit, requests]);
  });

  it("never asks on a build server, though that gives its job a terminal", async () => {
    await using command = await prepareCommand();
    const run = await command.run([kind, "delete", "a"], { stdin: "y\n", terminal: true, env: { CI: "true" } });
    expect(run.stderr).not.toContain("[y/N]");
    // The original command deletes a group without a question; an SBOM needs the flag.
    expect([run.exit, command.server.requests.length]).toEqual(kind === "group" ? [0, 1] : [2, 0]);
  });

  it("prints each request of a dry run, with the warning about signatures", async () => {
    await using command = await prepareCommand();
    const run = await command.run(["--dry-run", "--full", kind, "delete", "a", "b", "--yes"]);
    const message = { hmac_msg: expect.stringContaining("DELETE") };
    expect(JSON.parse(run.stdout)).toMatchObject([message, message]);
    expect(run.stderr.match(/the signature below can be used/g)).toHaveLength(1);
    const written = ["--dry-run", "--message-file", command.files.path("m"), kind, "delete", "a", "b", "--yes"];
    expect([(await command.run(written)).exit, command.server.requests.length]).toEqual([2, 0]);
  });
});
