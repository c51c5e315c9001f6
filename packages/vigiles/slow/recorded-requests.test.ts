import { describe, expect, it } from "vitest";
import { waitForExit, startVigiles } from "../test/support/process.js";
import {
  deviationOf,
  expectedOutcome,
  recordedRows,
  runRow,
  type Command,
} from "../test/support/recorded/recorded-row.js";

const command: Command = (argv, env) => waitForExit(startVigiles(argv, env));

describe.concurrent("a recorded command line in a process of its own", () => {
  it.each(recordedRows)("of edition %s, %s, sends what the original sent, or is listed", async (edition, name, row) => {
    const { added, changed, exit } = deviationOf(edition, name) ?? {};
    const outcome = await runRow(command, edition, row, added);
    const expected = expectedOutcome(row, changed);
    expect(outcome).toStrictEqual(added === undefined ? { ...expected, exit: exit ?? row.exit } : expected);
  });
});
