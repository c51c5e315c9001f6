import { describe, expect, it } from "vitest";
import type { Run } from "../support/command.js";
import { commands, program, wordsOf } from "../support/command-tree.js";
import { prepareCommand, type PreparedCommand } from "../support/prepare-command.js";
import { inputOf, inWorkspace, readExamples } from "../support/examples.js";
import { closedPort } from "../support/servers/listen.js";
import { account } from "../support/workspace.js";

/** Commands that send no request. */
const local = new Set(["version", "config", "completion", "completion suggest", "logout"]);

const examples = await readExamples();
const all = commands(await program());
const leaves = all.filter(({ commands: below }) => below.length === 0).map((command) => wordsOf(command).join(" "));
const named = all.map((command) => wordsOf(command).join(" ")).filter((path) => path !== "completion suggest");
const remote = leaves.filter((path) => !local.has(path));

/** An example of a command, with its files in the workspace. */
function sample(path: string, { files }: PreparedCommand): string[] {
  const example = examples.find(({ command }) => command === path);
  if (example === undefined) throw new Error(`no example of ${path}`);
  return inWorkspace(example.args, files);
}

/** Flaws in the output of a run: a secret, a stack, text that is neither JSON nor an error line. */
function flawsOf({ stdout, stderr }: Run): string[] {
  const flaws = [account.key, "canary"].filter((secret) => (stdout + stderr).includes(secret));
  if (/^ +at |\.js:\d+/m.test(stderr)) flaws.push("a stack");
  if (stdout !== "" && !isJson(stdout)) flaws.push(`no JSON: ${stdout}`);
  const lines = stderr.split("\n").filter((line) => line !== "");
  return [...flaws, ...lines.filter((line) => !/^(?:vigiles: | {2}hint: )/.test(line))];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("every command", () => {
  it.each(named)("%s shows its help, with examples", async (path) => {
    await using command = await prepareCommand();
    const run = await command.run([...path.split(" "), "--help"]);
    expect([run.exit, run.stderr]).toStrictEqual([0, ""]);
    expect(run.stdout).toContain(`Usage: vigiles ${path}`);
    expect(run.stdout).toContain("\nExamples:\n  ");
  });

  it.each(leaves)("%s refuses a flag that it doesn't have", async (path) => {
    await using command = await prepareCommand();
    const words = path === "completion suggest" ? path.split(" ") : sample(path, command);
    const run = await command.run([...words, "--no-such-flag"]);
    expect([run.exit, flawsOf(run)]).toStrictEqual([2, []]);
    expect(run.stderr).toContain("unknown option '--no-such-flag'");
    expect(command.server.requests).toHaveLength(0);
  });

  it.each(leaves.filter((path) => path !== "completion suggest"))(
    "%s refuses a word too few or too many",
    async (path) => {
      await using command = await prepareCommand();
      const bare = await command.run(path.split(" "));
      const wordy = await command.run([...path.split(" "), ...Array.from({ length: 9 }, () => "x")]);
      const needs = /missing required argument|needs|required option|too many/;
      const refused = [bare, wordy].filter(({ exit, stderr }) => exit === 2 && needs.test(stderr));
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.flatMap(flawsOf)).toStrictEqual([]);
    },
  );
});

describe("every command that sends requests", () => {
  it.each(remote)("%s prints its request in a dry run, and sends none", async (path) => {
    await using command = await prepareCommand();
    const run = await command.run(["--dry-run", ...sample(path, command)], { stdin: inputOf(path) });
    expect([run.exit, flawsOf(run), command.server.requests.length]).toStrictEqual([0, [], 0]);
    const expected = path === "doctor" ? expect.arrayContaining([]) : { headers: {}, hmac_msg: expect.any(String) };
    expect(JSON.parse(run.stdout)).toMatchObject(expected);
  });

  it.each(remote)("%s reports a server that can't be reached", async (path) => {
    await using command = await prepareCommand();
    const env = { LINUXLINK_SERVER: `http://127.0.0.1:${await closedPort()}` };
    const run = await command.run(["--retries", "0", ...sample(path, command)], { env, stdin: inputOf(path) });
    expect([run.exit, flawsOf(run)]).toStrictEqual([8, []]);
    expect(run.stderr).toContain("CONNECT_FAILED");
  });

  it.each(remote.flatMap((path) => [403, 404, 500].map((status) => [path, status] as const)))(
    "%s reports a response with status %i",
    async (path, status) => {
      await using command = await prepareCommand(() => ({ status, body: { message: "server message" } }));
      const run = await command.run(["--retries", "0", ...sample(path, command)], { stdin: inputOf(path) });
      const expected = { 403: 4, 404: 5, 500: 7 }[status];
      expect([run.exit, flawsOf(run)]).toStrictEqual([expected, []]);
      expect(run.stderr).toContain("server message");
    },
  );
});
