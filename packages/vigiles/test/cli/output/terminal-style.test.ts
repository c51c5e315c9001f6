import { describe, expect, it } from "vitest";
import type { World } from "../../support/command.js";
import { runWithBody } from "../../support/run-with-body.js";
import { scan } from "../../support/scans.js";

const latest = ["manifest", "latest-report", "m.token"];

describe("colours", () => {
  it.each<[string, World, boolean]>([
    ["are there on a terminal", { terminal: true }, true],
    ["are not there in a pipe", {}, false],
    ["are not there with NO_COLOR", { terminal: true, env: { NO_COLOR: "1" } }, false],
    ["are there in a pipe with FORCE_COLOR", { env: { FORCE_COLOR: "1" } }, true],
    ["are not there on a dumb terminal", { terminal: true, env: { TERM: "dumb" } }, false],
  ])("%s", async (_, world, expected) => {
    const { stdout } = await runWithBody(scan, ["--output", "table", ...latest], world);
    expect(stdout.includes("\u001b[31m")).toBe(expected);
  });

  it("keep the table within the terminal, wide characters counted twice", async () => {
    const { stdout } = await runWithBody(scan, latest, { terminal: true, env: { NO_COLOR: "1" } });
    const row = stdout.split("\n").find((line) => line.includes("日本語")) ?? "";
    const other = stdout.split("\n").find((line) => line.includes("openssl")) ?? "";
    expect([row.length + 3, Math.max(...stdout.split("\n").map(({ length }) => length)) <= 100]).toEqual([
      other.length,
      true,
    ]);
  });
});
