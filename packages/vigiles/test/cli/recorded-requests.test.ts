import { describe, expect, it } from "vitest";
import { vigiles } from "../support/command.js";
import {
  deviationOf,
  deviations,
  expectedOutcome,
  recordedRows,
  runRow,
  type Command,
} from "../support/recorded/recorded-row.js";

const command: Command = (argv, env) => vigiles(argv, { env });

describe("a recorded command line", () => {
  it.each(recordedRows)("of edition %s, %s, sends what the original sent, or is listed", async (edition, name, row) => {
    const outcome = await runRow(command, edition, row);
    const deviation = deviationOf(edition, name);
    if (deviation === undefined) return expect(outcome).toStrictEqual(expectedOutcome(row));
    const { exit, requests } = deviation;
    expect([outcome.exit, outcome.requests.length]).toStrictEqual([exit, requests]);
    expect(outcome).not.toStrictEqual(expectedOutcome(row));
  });

  it.each(deviations)("$row of edition $edition does so with $added", async ({ edition, row, added, changed }) => {
    const recorded = recordedRows.find(([of, name]) => of === edition && name === row)?.[2];
    if (recorded === undefined) throw new Error(`no row ${row}`);
    if (added === undefined) return expect(recorded.requests).toStrictEqual([]);
    const outcome = await runRow(command, edition, recorded, added);
    expect(outcome).toStrictEqual(expectedOutcome(recorded, changed));
  });
});
