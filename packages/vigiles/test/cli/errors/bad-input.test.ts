import { chmodSync, existsSync } from "node:fs";
import { manualClock } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { cleanFailure, failureOf, printedCode } from "../../support/failure.js";
import { vigiles, type Run } from "../../support/command.js";
import { hangingUpServer, silentServer, unresponsiveServer } from "../../support/servers/broken-server.js";
import { closedPort } from "../../support/servers/listen.js";
import { loopback, type TestResponse } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { account, workspace, type Workspace } from "../../support/workspace.js";

describe("a key file", () => {
  it.each([
    ["is missing", undefined, "KEY_FILE_UNREADABLE", ""],
    ["is no JSON", "canary-content", "KEY_FILE_INVALID", ""],
    ["is a list", "[]", "KEY_FILE_INVALID", ""],
    ["has no e-mail address", { organization_key: account.key }, "KEY_FILE_INVALID", "email"],
    ["has a key that is a number", { email: "a@b.c", key: 7 }, "KEY_FILE_INVALID", "key"],
    [
      "has an empty organization_key beside a key",
      { email: "a@b.c", organization_key: "", key: account.key },
      "KEY_FILE_INVALID",
      "organization_key",
    ],
  ])("that %s is a configuration error", async (_what, content, code, field) => {
    using files = workspace();
    const path = content === undefined ? files.path("keyfile") : files.write("keyfile", content);
    expect(failureOf(await vigiles(["-k", path, "heartbeat"]), path, field)).toStrictEqual(cleanFailure(3, code));
  });

  it("that everybody may write is refused", async () => {
    using files = workspace();
    const path = files.keyFile();
    chmodSync(path, 0o666);
    expect(failureOf(await vigiles(["-k", path, "heartbeat"]), path)).toStrictEqual(cleanFailure(3, "KEY_FILE_UNSAFE"));
  });

  it("is found through VIGILES_KEY_FILE, and a flag beats it", async () => {
    using files = workspace();
    const missing = files.path("missing");
    const env = { VIGILES_KEY_FILE: missing };
    expect(failureOf(await vigiles(["heartbeat"], { env }), missing)).toStrictEqual(
      cleanFailure(3, "KEY_FILE_UNREADABLE"),
    );
    const other = files.path("other");
    expect(failureOf(await vigiles(["heartbeat", "--key-file", other], { env }), other)).toStrictEqual(
      cleanFailure(3, "KEY_FILE_UNREADABLE"),
    );
  });
});

describe("a dashboard config", () => {
  it.each([
    ["is missing", undefined, "CONFIG_UNREADABLE", ""],
    ["is no JSON", "canary-content", "CONFIG_INVALID", ""],
    ["has a group that is a list", { group: ["canary-content"] }, "CONFIG_INVALID", '"group"'],
    ["names neither group nor product", { folder: "canary-content" }, "CONFIG_INVALID", '"product"'],
  ])("that %s is a configuration error", async (_what, content, code, field) => {
    using files = workspace();
    const path = content === undefined ? files.path("config") : files.write("config", content);
    expect(
      failureOf(await vigiles(["-k", files.keyFile(), "-d", path, "manifest", "list"]), path, field),
    ).toStrictEqual(cleanFailure(3, code));
    const env = { VIGILES_KEY_FILE: files.keyFile(), VIGILES_DASHBOARD_CONFIG: path };
    expect(failureOf(await vigiles(["manifest", "list"], { env }), path, field)).toStrictEqual(cleanFailure(3, code));
  });
});

describe("a server", () => {
  const ask = async (files: Workspace, url: string, ...argv: readonly string[]): Promise<Run> =>
    vigiles(["-k", files.keyFile(), "--retries", "0", "-u", url, ...(argv.length === 0 ? ["heartbeat"] : argv)]);

  it("that can't be reached is a network error", async () => {
    using files = workspace();
    expect(failureOf(await ask(files, `http://127.0.0.1:${await closedPort()}`), "127.0.0.1")).toStrictEqual(
      cleanFailure(8, "CONNECT_FAILED"),
    );
  });

  it("that never responds to an upload leaves its outcome unknown", async () => {
    const clock = manualClock();
    await using server = await unresponsiveServer(() => void clock.advance(10_000));
    using files = workspace();
    const argv = ["-k", files.keyFile(), "-u", server.url, "--timeout", "5"];
    const run = await vigiles([...argv, "manifest", "upload", files.write("s.json", "{}"), "-g", "g"], { clock });
    expect(run.exit).toBe(10);
    expect(run.stderr).toMatch(
      /TIMEOUT: .*whether the server acted on this POST is unknown\n {2}hint: the server may have/,
    );
  });

  it("that never responds is a timeout", async () => {
    await using server = await silentServer();
    using files = workspace();
    const run = await ask(files, server.url, "--timeout", "0.05", "manifest", "list");
    expect([run.exit, printedCode(run.stdout)]).toStrictEqual([9, "TIMEOUT"]);
    expect(run.stderr).toMatch(
      /^vigiles: TIMEOUT: .* after 0\.05 s \(--timeout\)\n {2}hint: allow more with --timeout\n/,
    );
    expect(run.stderr).not.toContain("totalMs");
  });

  it("whose response to an upload is lost leaves the outcome unknown", async () => {
    await using server = await hangingUpServer();
    using files = workspace();
    const run = await ask(files, server.url, "manifest", "upload", files.write("sbom.json", "{}"));
    expect([run.exit, JSON.parse(run.stdout)]).toMatchObject([10, { error: { exit_code: 10 } }]);
    expect(run.stderr).toContain("hint: ");
  });

  it.each<[string, TestResponse, number, string, string]>([
    [
      "the wrong key",
      { status: 403, body: { message: "bad signature", status_code: 403 } },
      4,
      "HTTP_STATUS",
      "bad signature",
    ],
    ["an unknown token", { status: 404, body: { message: "no such manifest" } }, 5, "HTTP_STATUS", "no such manifest"],
    ["a request it can't use", { status: 400, body: { message: "empty" } }, 6, "HTTP_STATUS", "empty"],
    ["trouble of its own", { status: 503, body: "down" }, 7, "HTTP_STATUS", "503"],
    [
      "an HTML page",
      { body: "<html><title>Log in</title></html>", headers: { "content-type": "text/html" } },
      7,
      "BODY_NOT_JSON",
      "JSON",
    ],
    ["a list where an object belongs", { body: [] }, 7, "RESPONSE_INVALID", "object"],
    ["a redirect", { status: 302, headers: { location: "/login" } }, 7, "REDIRECT_REFUSED", "302"],
  ])("that responds with %s causes an error of its own", async (_what, response, exit, code, word) => {
    await using server = await loopback(() => response);
    using files = workspace();
    expect(failureOf(await ask(files, server.url), word)).toStrictEqual(cleanFailure(exit, code));
  });

  it("that responds with HTML instead of a file leaves the old file alone", async () => {
    await using server = await loopback(() => ({ body: "<!DOCTYPE html><p>portal</p>" }));
    using files = workspace();
    const run = await ask(files, server.url, "report", "download", "csv", "rt", "-o", files.path("r.csv"));
    expect(failureOf(run, "HTML")).toStrictEqual(cleanFailure(7, "RESPONSE_INVALID"));
    expect(existsSync(files.path("r.csv"))).toBe(false);
  });

  it("that says success false has failed", async () => {
    await using server = await loopback(() => ({ body: { success: false, message: "still in use" } }));
    using files = workspace();
    expect(failureOf(await ask(files, server.url, "manifest", "delete", "m", "-c"), "still in use")).toStrictEqual(
      cleanFailure(7, "SERVER_REFUSED"),
    );
  });
});

describe("an input", () => {
  it.each([
    ["does not exist", (files: Workspace) => files.path("none.json"), "INPUT_UNREADABLE", "no such file"],
    ["is a directory", (files: Workspace) => files.folder, "INPUT_UNREADABLE", "directory"],
    ["is empty", (files: Workspace) => files.write("empty.json", ""), "INPUT_INVALID", "empty"],
    [
      "is no UTF-8",
      (files: Workspace) => files.write("bad.json", Buffer.from([0x7b, 0xff, 0x7d])),
      "FILE_NOT_TEXT",
      "UTF-8",
    ],
    ["is a key file", (files: Workspace) => files.keyFile(), "INPUT_INVALID", "key file"],
  ])("that %s is refused before anything is sent", async (_what, make, code, word) => {
    await using server = await loopback(plainService);
    using files = workspace();
    const run = await vigiles(["-k", files.keyFile(), "-u", server.url, "manifest", "upload", make(files)]);
    expect(failureOf(run, word)).toStrictEqual(cleanFailure(6, code));
    expect(server.requests).toHaveLength(0);
  });

  it("that is a key file is not sent as a kernel config either", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url };
    const run = await vigiles(["manifest", "upload", "-k", files.keyFile(), files.write("sbom.json", "{}")], { env });
    expect(failureOf(run, "kernel config")).toStrictEqual(cleanFailure(6, "INPUT_INVALID"));
    expect(server.requests).toHaveLength(0);
  });

  it("may be a pipe or standard input, and keeps its bytes", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const text = '\uFEFF{"a":\r\n "é"}';
    const argv = ["-k", files.keyFile(), "-u", server.url, "manifest", "upload", "-"];
    expect((await vigiles(argv, { stdin: text })).exit).toBe(0);
    expect(new Map(server.requests[0]?.params).get("manifest")).toBe(text);
  });
});

describe("an output path", () => {
  it("is checked before anything is asked", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const start = ["-k", files.keyFile(), "-u", server.url];
    const download = [...start, "report", "download", "csv", "rt"];
    expect(failureOf(await vigiles([...download, "-o", files.path("none/x")]), "no such folder")).toStrictEqual(
      cleanFailure(2, "OUTPUT_INVALID"),
    );
    expect(failureOf(await vigiles([...download, "-o", files.folder]), "directory")).toStrictEqual(
      cleanFailure(2, "OUTPUT_INVALID"),
    );
    expect(failureOf(await vigiles([...download, "-o", files.write("old", "x"), "--no-clobber"]))).toStrictEqual(
      cleanFailure(6, "OUTPUT_EXISTS"),
    );
    const upload = [
      ...start,
      "manifest",
      "upload",
      files.write("s.json", "{}"),
      "--export-format",
      "csv",
      "--export-path",
    ];
    expect(failureOf(await vigiles([...upload, files.folder]), "directory")).toStrictEqual(
      cleanFailure(2, "OUTPUT_INVALID"),
    );
    expect(server.requests).toHaveLength(0);
  });
});
