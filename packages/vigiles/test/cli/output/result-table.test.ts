import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { Sink } from "../../../src/cli/io.js";
import { main } from "../../../src/cli/main.js";
import { resultTable } from "../../../src/cli/output/result-table.js";
import { runWithBody } from "../../support/run-with-body.js";
import { vigiles } from "../../support/command.js";
import { loopback } from "../../support/servers/loopback.js";
import { workspace } from "../../support/workspace.js";

describe("a comparison on a terminal", () => {
  it("is a table of what is new and one of what is resolved", async () => {
    const body = { new: [{ cve_id: "CVE-1", product: "openssl" }], resolved: [] };
    await using server = await loopback(() => ({ body }));
    using files = workspace();
    const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url };
    const { stdout } = await vigiles(["report", "compare", "a", "b"], { env, terminal: true });
    expect(stdout).toBe("new:\ncve_id  product\n──────  ───────\nCVE-1   openssl\nresolved:\nnone\n");
  });
});

describe("a list whose items have many members", () => {
  const item = (name: string, members: number): object =>
    Object.fromEntries(Array.from({ length: members }, (_, index) => [`${name}${index}`, "v"]));

  it("is one table up to 40 members, and beyond them a block of lines for each item", async () => {
    const partsOf = async (body: unknown): Promise<readonly number[]> => {
      const { stdout } = await runWithBody(body, ["--output", "table", "manifest", "list"]);
      return stdout.split("\n\n").map((part) => part.trimEnd().split("\n").length);
    };
    expect(await partsOf([item("a", 20), item("b", 20)])).toStrictEqual([1 + 1 + 2]);
    expect(await partsOf([item("a", 20), item("b", 21)])).toStrictEqual([20, 21]);
  });

  it("costs as many cells as it has members", () => {
    const items = Array.from({ length: 100 }, (_, index) => item(`${index}-`, 100));
    const text = [...resultTable(items, { columns: 80, paint: (severity) => severity })].join("\n");
    const between = 99;
    expect(text.split("\n")).toHaveLength(100 * 100 + between);
    expect(text.split("\n").filter((line) => line !== "")).toHaveLength(100 * 100);
  });
});

describe("a long table", () => {
  it("ends when the command is interrupted", async () => {
    const interruption = new AbortController();
    const rows = Array.from({ length: 10_000 }, (_, index) => ({ manifest_name: `m${index}` }));
    await using server = await loopback(() => ({ body: rows }));
    using files = workspace();
    const parts: string[] = [];
    const stdout: Sink = {
      write(chunk, done) {
        parts.push(String(chunk));
        if (parts.length === 2) interruption.abort("SIGINT");
        done();
      },
    };
    const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url };
    const stderr: Sink = { write: (_, done) => done() };
    const io = { stdout, stderr, stdin: Readable.from([]), env, signal: interruption.signal };
    expect(await main(["--output", "table", "manifest", "list"], io)).toBe(130);
    expect(parts).toHaveLength(2);
  });
});
