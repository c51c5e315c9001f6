import { describe, expect, it } from "vitest";
import { vigiles } from "../../support/command.js";
import { commands, program, wordsOf } from "../../support/command-tree.js";
import { prepareCommand } from "../../support/prepare-command.js";

const all = commands(await program());
const own = (letter: string): readonly (readonly [string])[] =>
  all
    .filter(({ options }) => options.some(({ short, hidden }) => short === letter && !hidden))
    .map((command) => [wordsOf(command).join(" ")]);

describe("the letters -k and -f", () => {
  it("stand after every command that does not use them itself", () => {
    for (const letter of ["-k", "-f"]) {
      const taken = all.filter(({ options }) => options.some(({ short }) => short === letter));
      expect(taken.length).toBe(all.length);
    }
    expect(own("-k")).toEqual([["manifest upload"]]);
    expect(own("-f").length).toBeGreaterThan(8);
  });

  it("name the key file, and choose compact JSON, wherever they stand", async () => {
    await using command = await prepareCommand();
    const key = command.env["VIGILES_KEY_FILE"] ?? "";
    const env = { VIGILES_KEY_FILE: command.files.path("none") };
    for (const argv of [
      ["-k", key, "-f", "manifest", "reports", "m"],
      ["manifest", "-k", key, "-f", "reports", "m"],
      ["manifest", "reports", "m", "-k", key, "-f"],
      ["manifest", "reports", "-f", "-k", key, "m"],
    ]) {
      const { exit, stdout } = await command.run(argv, { env });
      expect([argv, exit, stdout.trimEnd().includes("\n")]).toEqual([argv, 0, false]);
    }
  });

  it("do not switch off a check: -i stands before the command only", async () => {
    const { exit, stderr } = await vigiles(["manifest", "list", "-i"]);
    expect([exit, stderr]).toEqual([2, expect.stringContaining("unknown option '-i'")]);
  });
});

describe("the help of a command", () => {
  it.each([
    ["manifest reports", /^ {2}-k, --key-file <path>/m],
    ["manifest reports", /^ {2}-f, --no-format +compact JSON$/m],
    ["manifest upload", /^ {2}--key-file <path> /m],
    ["manifest upload", /-k\s+before the command's name\)/],
    ["manifest upload", /^ {2}--no-format +compact JSON \(-f before the command's name\)$/m],
    ["manifest reports", /^ {2}--insecure +do not check/m],
  ])("%s says which letters it takes: %s", async (path, line) => {
    const { stdout } = await vigiles([...path.split(" "), "--help"]);
    expect(stdout.split("Global Options:")[1]).toMatch(line);
  });

  it("lists no global option that means something else there", async () => {
    const { stdout } = await vigiles(["cves", "info", "--help"]);
    const [ownPart, globals] = stdout.split("Global Options:");
    expect(ownPart).toContain("--fields");
    expect(globals).not.toMatch(/^ {2}(?:-f, )?--(?:fields|version)/m);
  });
});
