import { describe, expect, it } from "vitest";
import { commands, program, wordsOf } from "../../support/command-tree.js";
import { prepareCommand } from "../../support/prepare-command.js";
import { inputOf, inWorkspace, readExamples } from "../../support/examples.js";

const examples = await readExamples();

describe("the examples of the help", () => {
  it("are there for every command, and for no other", async () => {
    const paths = commands(await program()).map((command) => wordsOf(command).join(" "));
    const shown = new Set(examples.map(({ command }) => command));
    expect([...shown].toSorted()).toStrictEqual(paths.filter((path) => path !== "completion suggest").toSorted());
  });

  it.each(examples)("of $command work: $line", async ({ command: path, args }) => {
    await using command = await prepareCommand();
    const edition = path.startsWith("product") ? "products" : "groups";
    const argv = ["--dry-run", "--edition", edition, ...inWorkspace(args, command.files)];
    const run = await command.run(argv, { stdin: inputOf(path) });
    expect([run.exit, command.server.requests.length]).toStrictEqual([0, 0]);
    expect(run.stdout).not.toBe("");
  });
});
