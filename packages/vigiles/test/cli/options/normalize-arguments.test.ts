import { describe, expect, it } from "vitest";
import { normalizeArguments } from "../../../src/cli/options/normalize-arguments.js";

describe("a command line", () => {
  it.each([
    [
      ["folder", "list", "--archived_only"],
      ["folder", "list", "--archived-only"],
    ],
    [["--group_token=G_1"], ["--group-token=G_1"]],
    [
      ["--kconfig", "a_b"],
      ["--kernel-config", "a_b"],
    ],
    [["--verison=1"], ["--version=1"]],
    [
      ["-f=spdx", "-u="],
      ["-f", "spdx", "-u", ""],
    ],
    [
      ["-fspdx", "set_status", "a_b", "-"],
      ["-fspdx", "set_status", "a_b", "-"],
    ],
    [
      ["--", "--group_token", "-f=x"],
      ["--", "--group_token", "-f=x"],
    ],
  ])("%j is read as %j", (argv, expected) => {
    expect(normalizeArguments(argv)).toStrictEqual(expected);
  });
});
