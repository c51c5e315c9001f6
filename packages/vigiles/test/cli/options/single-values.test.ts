import { describe, expect, it } from "vitest";
import { vigiles } from "../../support/command.js";
import { commands, program } from "../../support/command-tree.js";
import { runWithBody } from "../../support/run-with-body.js";
import { smallScan } from "../../support/scans.js";

const upload = ["manifest", "upload", "s.json"];

describe("an option that takes one value", () => {
  it.each([["--sarif"], ["--ignore-file"], ["--baseline"], ["--severity"], ["--manifest-name"], ["--group-token"]])(
    "is refused if it is given twice, so that no value is lost: %s",
    async (flag) => {
      const value = flag === "--severity" ? "low" : "a";
      const { exit, stderr } = await vigiles([...upload, flag, value, `${flag}=${value}`]);
      expect([exit, stderr]).toEqual([2, `vigiles: USAGE: ${flag} is given twice, and takes one value\n`]);
    },
  );

  it("may be a global one, of which the last is used", async () => {
    const argv = ["--output", "table", "manifest", "latest-report", "m", "--output", "json"];
    const run = await runWithBody(smallScan, argv);
    expect([run.exit, JSON.parse(run.stdout)]).toEqual([0, smallScan]);
  });

  it.each([["--sarif"], ["--junit"], ["--ignore-file"], ["--baseline"], ["--vex"], ["--export-path"]])(
    "that names a file is refused without a value, before anything is sent: %s",
    async (flag) => {
      const run = await runWithBody(smallScan, ["manifest", "upload", "{SBOM}", flag, ""]);
      const message = `vigiles: USAGE: ${flag} has an empty value; leave it out, or give a value\n`;
      expect([run.exit, run.requests, run.stderr]).toEqual([2, 0, message]);
    },
  );
});

describe("an option that can be given more than once", () => {
  it("says so in its help, and keeps all values", async () => {
    const repeatable = commands(await program()).flatMap(({ options }) =>
      options.filter(({ description }) => description.includes("(repeatable)")),
    );
    expect(new Set(repeatable.map(({ long }) => long))).toEqual(
      new Set(["--fail-on", "--vex", "--group", "--manifest"]),
    );
    for (const { parseArg } of repeatable) {
      const all = ["low", "high"].reduce<unknown>((earlier, value) => parseArg?.(value, earlier), undefined);
      expect(all).toEqual(["low", "high"]);
    }
  });
});
