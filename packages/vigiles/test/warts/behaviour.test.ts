import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prepareCommand } from "../support/prepare-command.js";

// A wart is a known oddity of the original Python command, which this command keeps or mends. `warts.json` lists all of them, with what
// the original does and what happens here; each test has the number of its wart.

const dash = { group: "G-0", folder: "F-0" };

describe("what commands do", () => {
  it("wart 12: input is read as bytes: line ends stay, and what is no UTF-8 is refused", async () => {
    await using command = await prepareCommand();
    const upload = ["manifest", "upload"];
    expect((await command.run([...upload, command.files.write("crlf.json", '{\r\n"a":1}\r\n')])).exit).toBe(0);
    expect(command.lastParams().get("manifest")).toBe('{\r\n"a":1}\r\n');
    const utf16 = command.files.write("utf16.json", Buffer.from('{"a":1}', "utf16le").subarray(0, 13));
    expect((await command.run([...upload, utf16, "--kernel-config", utf16])).exit).toBe(0);
    const sheet = command.files.write("sheet.xlsx", Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe]));
    expect(await command.run([...upload, sheet])).toMatchObject({ exit: 6, stderr: expect.stringContaining("UTF-8") });
  });

  it("wart 13: the place of an upload or list is a flag, and beats the dashboard config", async () => {
    await using command = await prepareCommand();
    const dashboard = ["-d", command.files.write("dash", dash)];
    const sbom = command.files.write("s.json", "{}");
    for (const argv of [
      ["manifest", "list"],
      ["folder", "list"],
      ["folder", "create", "x"],
      ["manifest", "upload", sbom],
    ]) {
      expect((await command.run([...dashboard, ...argv, "--group-token", "G-9"])).exit).toBe(0);
      const params = command.lastParams();
      expect([argv, params.get("group_token"), params.get("folder_token")]).toStrictEqual([argv, "G-9", undefined]);
      expect((await command.run([...dashboard, ...argv, "--folder-token", "F-9"])).exit).toBe(0);
      expect(command.lastParams().get("folder_token")).toBe("F-9");
    }
  });

  it("wart 14: a group can be made at the top under a dashboard config too", async () => {
    await using command = await prepareCommand();
    const create = ["-d", command.files.write("dash", dash), "group", "create", "x"];
    const parents: (string | undefined)[] = [];
    for (const more of [[], ["--top-level"], ["-g", ""]]) {
      expect((await command.run([...create, ...more])).exit).toBe(0);
      parents.push(command.lastParams().get("group_token"));
    }
    expect(parents).toStrictEqual(["G-0", undefined, undefined]);
  });

  it("wart 15: the activity log takes the configured group, and --no-folder leaves the configured folder out", async () => {
    await using command = await prepareCommand();
    const log = ["-d", command.files.write("dash", dash), "group", "activity-log"];
    expect((await command.run(log)).exit).toBe(0);
    expect([command.server.requests[0]?.path, command.lastParams().get("folder_token")]).toStrictEqual([
      expect.stringContaining("G-0"),
      "F-0",
    ]);
    expect((await command.run([...log, "--no-folder"])).exit).toBe(0);
    expect(command.lastParams().has("folder_token")).toBe(false);
  });

  it("wart 16: nothing is deleted unasked, and a refusal of the service is a failure", async () => {
    await using command = await prepareCommand(() => ({ body: { success: false, message: "in use" } }));
    expect((await command.run(["manifest", "delete", "m"])).exit).toBe(2);
    const world = { terminal: true, stdin: "n\n" };
    expect((await command.run(["group", "delete", "G"], world)).exit).toBe(2);
    expect((await command.run(["group", "members", "remove", "G", "-e", "a@b.c"], world)).exit).toBe(2);
    expect(command.server.requests).toHaveLength(0);
    const refused = await command.run(["manifest", "delete", "m", "--yes"]);
    expect([refused.exit, refused.stderr]).toStrictEqual([7, expect.stringContaining("in use")]);
  });

  it("wart 22: time limit, repeats and authorities are flags, and a URL's blanks and slash don't matter", async () => {
    await using command = await prepareCommand();
    const { url } = command.server;
    const run = await command.run(["--timeout", "5", "--retries", "1", "-u", ` ${url}/ `, "heartbeat"]);
    expect([run.exit, command.server.requests[0]?.path]).toStrictEqual([0, "/api/v1/vigiles/heartbeat"]);
    const missing = await command.run(["--ca-bundle", command.files.path("none.pem"), "heartbeat"]);
    expect(missing).toMatchObject({ exit: 3, stderr: expect.stringContaining("--ca-bundle") });
  });

  it("wart 23: key file, dashboard config and server may come from the environment, and flags beat it", async () => {
    await using command = await prepareCommand();
    const env = { VIGILES_DASHBOARD_CONFIG: command.files.write("dash", dash) };
    expect((await command.run(["manifest", "list"], { env })).exit).toBe(0);
    expect(command.lastParams().get("folder_token")).toBe("F-0");
    const other = ["-d", command.files.write("other", { group: "G-1" }), "manifest", "list"];
    expect((await command.run(other, { env })).exit).toBe(0);
    expect(command.lastParams().get("group_token")).toBe("G-1");
  });

  it("wart 24: - is standard input, and a path that can't be written is refused before anything is sent", async () => {
    await using command = await prepareCommand();
    expect((await command.run(["manifest", "upload", "-"], { stdin: '{"a":1}' })).exit).toBe(0);
    expect(command.lastParams().get("manifest")).toBe('{"a":1}');
    const late = await command.run(["manifest", "download", "m", "-o", command.files.path("none/f")]);
    expect([late.exit, command.server.requests.length]).toStrictEqual([2, 1]);
  });

  it("wart 24: a file appears whole or not at all", async () => {
    await using command = await prepareCommand(() => ({ headers: { "content-length": "100" }, body: "short" }));
    const run = await command.run(["--retries", "0", "report", "download", "csv", "rt", "-o", command.files.path("f")]);
    expect(run.exit).toBeGreaterThan(0);
    expect(readdirSync(command.files.folder)).toStrictEqual(["linuxlink_key"]);
  });

  it("wart 26: settings with nothing to change, and no ecosystem at all, are refused", async () => {
    await using command = await prepareCommand();
    expect((await command.run(["group", "settings", "update", "-g", "G"])).exit).toBe(6);
    const upload = ["manifest", "upload", command.files.write("s.json", "{}"), "-E"];
    for (const list of ["", ","]) expect((await command.run([...upload, list])).exit).toBeGreaterThan(0);
    expect(command.server.requests).toHaveLength(0);
  });

  it("wart 29: the command is a function of its words and its world", async () => {
    const { main } = await import("@org/vigiles/cli");
    const written: string[] = [];
    const sink = {
      write(chunk: string | Uint8Array, done: () => void): void {
        written.push(String(chunk));
        done();
      },
    };
    const io = { stdout: sink, stderr: sink, stdin: process.stdin, env: {} };
    expect(await main(["version"], io)).toBe(0);
    const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
    expect(written).toStrictEqual([`${version}\n`]);
  });

  it("wart 31: a job can be shown and waited for by its id, which is printed when waiting ends early", async () => {
    const stop = new AbortController();
    await using command = await prepareCommand(({ path }) => {
      if (!path.includes("/jobs/")) return { body: { job_id: "J-7" } };
      if (path.endsWith("J-7")) stop.abort();
      return { body: { status: path.endsWith("J-7") ? "running" : "succeeded", manifest_token: "m" } };
    });
    const sbom = command.files.write("s.json", "{}");
    expect(JSON.parse((await command.run(["manifest", "upload", sbom, "--return-job"])).stdout)).toMatchObject({
      job_id: "J-7",
    });
    expect((await command.run(["job", "show", "J-8"])).exit).toBe(0);
    expect((await command.run(["job", "wait", "J-8", "--timeout", "0"])).exit).toBe(0);
    const stopped = await command.run(["manifest", "upload", sbom, "--background"], { signal: stop.signal });
    expect([stopped.exit, stopped.stderr]).toStrictEqual([130, expect.stringContaining("vigiles job wait J-7")]);
  });
});

describe("the list of warts", () => {
  it("has a test for each", () => {
    const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".test.ts"));
    const texts = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
    const tested = [...texts.join("\n").matchAll(/it\("wart (\d+): /g)].map(([, number]) => Number(number));
    const list = JSON.parse(readFileSync(join(import.meta.dirname, "warts.json"), "utf8")) as { wart: number }[];
    const listed = list.map(({ wart }) => wart);
    expect([...new Set(tested)].toSorted((one, other) => one - other)).toStrictEqual(listed);
    expect(listed).toStrictEqual(Array.from({ length: 32 }, (_, index) => index + 1));
  });
});
