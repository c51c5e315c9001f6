import { systemClock, type Clock } from "@org/http-core";
import { describe, expect, it } from "vitest";
import type { Check } from "../../../../src/cli/commands/doctor/check.js";
import type { Run } from "../../../support/command.js";
import { impatientClock } from "../../../support/impatient-clock.js";
import { prepareCommand } from "../../../support/prepare-command.js";
import { hangingUpServer, silentServer } from "../../../support/servers/broken-server.js";
import { connectProxy, refusingProxy } from "../../../support/servers/connect-proxy.js";
import { closedPort } from "../../../support/servers/listen.js";
import type { TestResponse } from "../../../support/servers/loopback.js";
import { plainService } from "../../../support/servers/plain-service.js";
import { account } from "../../../support/workspace.js";

function checksOf({ stdout }: Run): Record<string, Check["status"]> {
  return Object.fromEntries((JSON.parse(stdout) as Check[]).map(({ check, status }) => [check, status]));
}

/** How a check says that its finding can be fixed. */
function fixOf({ stdout }: Run, name: string): string {
  return (JSON.parse(stdout) as Check[]).find(({ check }) => check === name)?.fix ?? "";
}

const allWell = {
  "key file": "ok",
  "dashboard config": "ok",
  edition: "ok",
  URL: "ok",
  "project file": "ok",
  proxy: "ok",
  server: "ok",
  TLS: "ok",
  clock: "ok",
  signature: "ok",
};

/** A service that says what time it has. */
const atTime =
  (date: Date) =>
  (seen: Parameters<typeof plainService>[0]): TestResponse => ({
    ...plainService(seen),
    headers: { date: date.toUTCString() },
  });

describe("doctor", () => {
  it("finds nothing wrong in a good set-up, and names account and server", async () => {
    await using command = await prepareCommand(atTime(new Date()));
    const run = await command.run(["doctor"]);
    expect([run.exit, run.stderr, checksOf(run)]).toStrictEqual([0, "", allWell]);
    for (const word of [account.email, command.server.url, "none"]) expect(run.stdout).toContain(word);
    expect(run.stdout).not.toContain(account.key);
  });

  it("checks an account of variables, and says so where they contradict each other", async () => {
    await using command = await prepareCommand(atTime(new Date()));
    const env = { VIGILES_KEY_FILE: "", VIGILES_EMAIL: account.email, VIGILES_KEY: account.key };
    const run = await command.run(["doctor"], { env });
    expect([run.exit, checksOf(run)]).toStrictEqual([0, allWell]);
    expect(run.stdout).toContain("VIGILES_EMAIL and VIGILES_KEY are used");
    expect(run.stdout + run.stderr).not.toContain(account.key);
    const half = await command.run(["doctor"], { env: { ...env, VIGILES_EMAIL: "" } });
    expect([half.exit, checksOf(half)["key file"]]).toStrictEqual([3, "fail"]);
  });

  it("warns of an open key file and a clock that is wrong, and exits 0", async () => {
    await using command = await prepareCommand(atTime(new Date(Date.now() + 3_600_000)));
    const open = command.files.write("open", { email: account.email, organization_key: account.key }, 0o644);
    const run = await command.run(["-k", open, "doctor"]);
    expect([run.exit, checksOf(run)]).toStrictEqual([0, { ...allWell, "key file": "warn", clock: "warn" }]);
    expect(run.stdout).toMatch(/3[56]\d\d s behind the server/);
    expect(run.stdout).toContain("chmod 600");
  });

  it("fails with the exit code of the first failed check, and hints at the fix", async () => {
    await using command = await prepareCommand();
    const missing = await command.run(["-k", command.files.path("none"), "doctor"]);
    expect([missing.exit, checksOf(missing)]).toMatchObject([
      3,
      { "key file": "fail", server: "skip", signature: "skip" },
    ]);
    expect(missing.stderr).toContain("hint: ");
    const config = await command.run(["-d", command.files.path("none"), "doctor"]);
    expect([config.exit, checksOf(config)]).toMatchObject([3, { "key file": "ok", "dashboard config": "fail" }]);
    expect(command.server.requests).toHaveLength(0);
  });

  it("reports a signature that the service refuses", async () => {
    await using command = await prepareCommand(({ method }) =>
      method === "POST" ? { status: 403, body: { message: "bad signature" } } : { status: 404 },
    );
    const run = await command.run(["doctor"]);
    expect([run.exit, checksOf(run)]).toStrictEqual([4, { ...allWell, signature: "fail" }]);
    expect(run.stderr).toContain("bad signature");
  });

  it.each([
    ["asks for a password", 407, { proxy: "fail", server: "skip" }],
    ["forbids the server", 403, { proxy: "fail", server: "skip" }],
    ["can't find the server", 502, { proxy: "ok", server: "fail" }],
    ["can't reach the server in time", 504, { proxy: "ok", server: "fail" }],
  ])("tells a proxy that does not work from a server: it %s", async (_, status, checks) => {
    await using proxy = await refusingProxy(status);
    await using command = await prepareCommand();
    const run = await command.run(["--proxy", proxy.url, "-u", "https://vigiles.example.com", "doctor"]);
    expect([run.exit, checksOf(run)]).toMatchObject([8, { ...checks, TLS: "skip", signature: "skip" }]);
  });

  it("blames a proxy that nobody reaches, and names where it is set", async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    await using command = await prepareCommand();
    const env = { HTTPS_PROXY: url };
    const run = await command.run(["-u", "https://vigiles.example.com", "doctor"], { env });
    expect([run.exit, checksOf(run)]).toMatchObject([8, { proxy: "fail", server: "skip", TLS: "skip" }]);
    expect(fixOf(run, "proxy")).toBe(
      `check that ${url} (environment HTTPS_PROXY) is right and runs, or use --proxy none`,
    );
  });

  it("blames what accepts connections but is no proxy", async () => {
    await using proxy = await hangingUpServer();
    await using command = await prepareCommand();
    const run = await command.run(["--proxy", proxy.url, "-u", "https://vigiles.example.com", "doctor"]);
    expect(checksOf(run)).toMatchObject({ proxy: "fail", server: "skip" });
  });

  it("blames a server that does not respond in time through a proxy that works", async () => {
    // It opens a tunnel that leads nowhere, and responds to what is no tunnel.
    await using nowhere = await silentServer();
    await using proxy = await connectProxy(new URL(nowhere.url).port);
    await using command = await prepareCommand();
    const argv = ["--proxy", proxy.url, "-u", "https://vigiles.example.com", "--timeout", "0.5", "doctor"];
    const run = await command.run(argv);
    expect([run.exit, checksOf(run)]).toMatchObject([9, { proxy: "ok", server: "fail", TLS: "skip" }]);
  });

  it("waits 10 s for a silent server, unless --timeout says otherwise", async () => {
    await using silent = await silentServer();
    await using command = await prepareCommand();
    const delays: number[] = [];
    const clock: Clock = {
      ...systemClock,
      setTimer: (callback, delayMs) => {
        delays.push(delayMs);
        return systemClock.setTimer(callback, 0);
      },
    };
    for (const [flags, limitMs] of [[[], 10_000] as const, [["--timeout", "77"], 77_000] as const]) {
      delays.length = 0;
      const run = await command.run([...flags, "-u", silent.url, "doctor"], { clock });
      expect([run.exit, checksOf(run)]).toMatchObject([9, { server: "fail", signature: "skip" }]);
      expect(delays).toContain(limitMs);
      // The limit of other commands.
      expect(delays).not.toContain(300_000);
    }
  });

  it.each([
    [[], 2],
    [["--retries", "1"], 3],
  ] as const)("repeats no request to a server that is down, unless asked to: %j", async (flags, requests) => {
    await using command = await prepareCommand(() => ({ status: 503, body: {} }));
    const clock = impatientClock();
    const run = await command.run([...flags, "doctor"], { clock });
    expect([run.exit, checksOf(run)]).toMatchObject([7, { server: "fail", signature: "skip" }]);
    expect(command.server.requests).toHaveLength(requests);
  });

  it("reports no proxy as well before a request has passed through it", async () => {
    await using command = await prepareCommand();
    const argv = ["--proxy", "http://127.0.0.1:9", "-u", "https://vigiles.example.com", "--dry-run", "doctor"];
    expect(checksOf(await command.run(argv))).toMatchObject({ proxy: "skip", server: "skip" });
  });

  it.each([
    [["-u", "http://vigiles.example.com"], {}, '"http://vigiles.example.com": it comes from the flag --url'],
    [[], { VIGILES_SERVER: "vigiles.example.com" }, '"vigiles.example.com": it comes from the variable VIGILES_SERVER'],
  ])("names the setting that is wrong, and where it is made: %j, %j", async (argv, env, place) => {
    await using command = await prepareCommand();
    const run = await command.run([...argv, "doctor"], { env });
    expect([run.exit, checksOf(run)]).toMatchObject([
      3,
      { "key file": "ok", "dashboard config": "skip", edition: "skip", URL: "fail", server: "skip" },
    ]);
    expect(fixOf(run, "URL")).toBe(`correct ${place}`);
  });

  it("names the key file whose URL is wrong", async () => {
    await using command = await prepareCommand();
    const content = { email: account.email, organization_key: "k", server_url: "http://vigiles.example.com" };
    const file = command.files.write("http", content);
    const run = await command.run(["-k", file, "doctor"], { env: { LINUXLINK_SERVER: "" } });
    expect([run.exit, checksOf(run)]).toMatchObject([3, { "key file": "fail", URL: "skip" }]);
    expect(run.stdout).toContain("server_url");
  });

  it.each([
    ["a web page", { body: "<!doctype html><title>Portal</title>", headers: { "content-type": "text/html" } }, 7],
    ["a redirect to a sign-in page", { status: 302, headers: { location: "https://sso.example.com/" } }, 7],
    ["404", { status: 404, body: {} }, 5],
  ])("tells a wrong URL from a wrong account: the server responds with %s", async (_what, response, exit) => {
    await using command = await prepareCommand(() => response);
    const run = await command.run(["doctor"]);
    expect([run.exit, checksOf(run)]).toMatchObject([
      exit,
      { "key file": "ok", URL: "ok", server: "fail", signature: "skip" },
    ]);
    expect(fixOf(run, "server")).toMatch(
      /^this is not the service: correct the URL, which comes from the variable LINUXLINK_SERVER/,
    );
    expect(fixOf(run, "server").includes("--edition")).toBe(exit === 5);
  });

  it.each([
    ["some other JSON", 200, { hello: 1 }, 7],
    ["a heartbeat that is not well", 200, { ok: false }, 7],
    ["a heartbeat in words", 200, { ok: "true" }, 7],
  ])("does not take another server for the service: it responds with %s", async (_what, status, body, exit) => {
    await using command = await prepareCommand(() => ({ status, body }));
    const run = await command.run(["doctor"]);
    expect([run.exit, checksOf(run)]).toMatchObject([exit, { URL: "ok", server: "fail", signature: "skip" }]);
    expect(fixOf(run, "server")).toContain("this is not the service: correct the URL");
  });

  it.each([
    [401, "signature", 4],
    [403, "signature", 4],
    [404, "server", 5],
  ])("blames a URL with a path before the account: status %i", async (status, row, exit) => {
    await using command = await prepareCommand(() => ({ status, body: {} }));
    const { url } = command.server;
    const run = await command.run(["-u", `${url}/api/v1`, "doctor"]);
    expect([run.exit, checksOf(run)]).toMatchObject([exit, { [row]: "fail" }]);
    expect(fixOf(run, row)).toMatch(`the URL has a path; use ${url} alone: it comes from the flag --url`);
    expect((await command.run(["doctor"])).stdout).not.toContain("has a path");
  });

  it.each([500, 502, 503])(
    "says that the server is down, and does not blame the account: status %i",
    async (status) => {
      await using command = await prepareCommand(() => ({ status, body: {} }));
      const run = await command.run(["--retries", "0", "doctor"]);
      expect([run.exit, checksOf(run)]).toMatchObject([7, { server: "fail", signature: "skip" }]);
      expect(fixOf(run, "server")).toContain("the server is down or in maintenance");
    },
  );

  it.each([
    ["a foreign server", 200, "server"],
    ["a refused account", 403, "signature"],
    ["a server that is down", 503, "server"],
  ])("ends with the fix of the row that has failed: %s", async (_what, status, row) => {
    await using command = await prepareCommand(() => ({ status, body: {} }));
    const run = await command.run(["--retries", "0", "doctor"]);
    expect(run.stderr).toContain(`\n  hint: ${fixOf(run, row)}\n`);
    expect(run.stderr.match(/hint: /g)).toHaveLength(1);
  });

  it("blames a host name that does not exist, and names where the URL comes from", async () => {
    await using command = await prepareCommand();
    const run = await command.run(["--proxy", "none", "-u", "https://vigiles.invalid", "doctor"]);
    expect([run.exit, checksOf(run)]).toMatchObject([8, { URL: "ok", proxy: "ok", server: "fail" }]);
    expect(fixOf(run, "server")).toContain("which comes from the flag --url");
  });

  it.each([
    ["groups", "your profile page, in the user menu of "],
    ["products", "your preferences page, in the user menu of "],
  ])("says on which page a key is made: %s", async (edition, page) => {
    await using command = await prepareCommand(({ method }) => ({ status: method === "POST" ? 403 : 200, body: {} }));
    const run = await command.run(["--edition", edition, "doctor"]);
    expect(fixOf(run, "signature")).toContain(page + command.server.url);
    const missing = await command.run(["-k", "/nowhere", "doctor"]);
    expect(fixOf(missing, "key file")).toContain("your profile page, in the user menu of https://vigiles.lynx.com");
  });

  it("shows its findings in colours on a terminal, and not with NO_COLOR", async () => {
    await using command = await prepareCommand(atTime(new Date(Date.now() + 3_600_000)));
    const colours = await command.run(["doctor"], { terminal: true });
    expect(colours.stdout).toContain("\u001b[32mok");
    expect(colours.stdout).toContain("\u001b[33mwarn");
    const failed = await command.run(["-k", "/nowhere", "doctor"], { terminal: true });
    expect(failed.stdout).toContain("\u001b[1m\u001b[31mfail");
    const plain = await command.run(["doctor"], { terminal: true, env: { NO_COLOR: "1" } });
    expect(plain.stdout).not.toContain("\u001b");
    expect(plain.stdout).toMatch(/^URL +ok +http/m);
  });

  it("sends nothing in a dry run", async () => {
    await using command = await prepareCommand();
    const run = await command.run(["--dry-run", "doctor"]);
    expect([run.exit, checksOf(run)]).toMatchObject([0, { "key file": "ok", server: "skip", signature: "skip" }]);
    expect(command.server.requests).toHaveLength(0);
  });
});
