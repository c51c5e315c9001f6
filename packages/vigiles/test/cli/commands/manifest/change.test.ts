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
    expect(pathsOf(command.server.requests)).toEqual([`GET ${kind}s`, "GET a", "GET b", "DELETE a", "DELETE b"]);
  });

  it("deletes nothing if the service does not know one of the tokens", async () => {
    await using command = await prepareCommand(({ method, path }) => {
      if (path.endsWith("/b")) return { status: 404, body: { message: "There is no b" } };
      return { body: method === "GET" && path.endsWith("s") ? [] : { success: true, message: "done" } };
    });
    const { exit, stderr } = await command.run([kind, "delete", "a", "b", "c", "--yes"]);
    expect([exit, stderr]).toEqual([5, expect.stringContaining("There is no b")]);
    expect(command.server.requests.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  it("says what was deleted before a failure", async () => {
    await using command = await prepareCommand(({ path }) => ({
      status: path.endsWith("/c") ? 500 : 200,
      body: { success: true, message: "done" },
    }));
    const { exit, stderr } = await command.run([kind, "delete", "a", "b", "c", "d", "--yes", "--retries", "0"]);
    expect([exit, stderr]).toEqual([7, expect.stringContaining("warning: deleted before the failure: a, b\n")]);
    expect(pathsOf(command.server.requests)).toEqual([
      `GET ${kind}s`,
      "GET a",
      "GET b",
      "GET c",
      "GET d",
      "DELETE a",
      "DELETE b",
      "DELETE c",
    ]);
  });

  it("says what was deleted before a failure as the user named it", async () => {
    const member = (name: string) => ({
      [`${kind}_name`]: name,
      [`${kind}_token`]: `t-${name.at(-1)}`,
      name,
      token: `t-${name.at(-1)}`,
    });
    const listed = ["one a", "one b", "one c"].map(member);
    await using command = await prepareCommand(({ method, path }) => {
      if (method === "GET") return { status: 200, body: listed };
      return { status: path.endsWith("/t-c") ? 500 : 200, body: { success: true, message: "done" } };
    });
    const run = await command.run(["--retries", "0", kind, "delete", "one a", "t-a", "t-b", "one c", "--yes"]);
    expect([run.exit, run.stderr]).toEqual([
      7,
      expect.stringMatching(/deleted before the failure: (?:one a|t-a), t-b\n/),
    ]);
  });

  it("looks up nothing for a single token", async () => {
    await using command = await prepareCommand();
    expect((await command.run([kind, "delete", "a", "--yes"])).exit).toBe(0);
    expect(pathsOf(command.server.requests)).toEqual(["DELETE a"]);
  });

  it("takes what can be tokens as tokens if the list is refused", async () => {
    await using command = await prepareCommand(({ method }) => ({
      status: method === "GET" ? 403 : 200,
      body: { success: true, message: "done" },
    }));
    expect((await command.run([kind, "delete", "a", "b", "--yes"])).exit).toBe(0);
    expect(pathsOf(command.server.requests)).toEqual([`GET ${kind}s`, "GET a", "GET b", "DELETE a", "DELETE b"]);
  });

  it("deletes nothing if one of the names is unknown", async () => {
    await using command = await prepareCommand();
    const { exit, stdout } = await command.run([kind, "delete", "a", "no such name", "--yes"]);
    expect([exit, printedCode(stdout)]).toEqual([5, "NAME_UNKNOWN"]);
    expect(command.server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  it.each([
    ["n\n", 2, 0],
    ["y\n", 0, 5],
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
