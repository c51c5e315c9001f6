import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { vigiles } from "../support/command.js";
import { loopback } from "../support/servers/loopback.js";
import { workspace } from "../support/workspace.js";

describe("an interrupted command", () => {
  it("exits 130 and leaves no file", async () => {
    const stop = new AbortController();
    await using server = await loopback(() => {
      stop.abort();
      return { body: "late" };
    });
    using files = workspace();
    const argv = [
      "-k",
      files.keyFile(),
      "-u",
      server.url,
      "report",
      "download",
      "csv",
      "rt",
      "-o",
      files.path("r.csv"),
    ];
    expect(await vigiles(argv, { signal: stop.signal })).toMatchObject({ exit: 130, stdout: "" });
    expect(() => readFileSync(files.path("r.csv"))).toThrow("ENOENT");
  });
});
