import { describe, expect, it } from "vitest";
import type { Check } from "../../../../src/cli/commands/doctor/check.js";
import type { Run } from "../../../support/command.js";
import { prepareCommand } from "../../../support/prepare-command.js";
import { startVigiles, waitForExit } from "../../../support/process.js";
import { refusingProxy } from "../../../support/servers/connect-proxy.js";

/** The row of a check, and whether its fix is the only hint on standard error. */
function rowOf({ stdout, stderr }: Pick<Run, "stdout" | "stderr">, name: string): Check & { isOnlyHint: boolean } {
  const row = (JSON.parse(stdout) as Check[]).find(({ check }) => check === name);
  if (row === undefined) throw new Error(`no row ${name}`);
  const hints = stderr.split("\n").filter((line) => line.startsWith("  hint: "));
  return { ...row, isOnlyHint: hints.length === 1 && hints[0] === `  hint: ${row.fix}` };
}

/** A process of its own: transports read the proxy's usual variables from their process. */
const start = async (argv: readonly string[], env: Readonly<Record<string, string>>): Promise<Run> =>
  waitForExit(startVigiles(argv, env, "ignore"));

const remote = ["-u", "https://vigiles.example.com"];

describe("doctor, and the hint of every command, blame the setting that is wrong", () => {
  it("an https URL of a server that does not speak TLS", async () => {
    await using command = await prepareCommand();
    const url = command.server.url.replace("http:", "https:");
    const fix = `use http:// in the URL ${url}, which comes from the flag --url`;
    const run = await command.run(["-u", url, "doctor"]);
    expect([run.exit, rowOf(run, "server")]).toMatchObject([8, { status: "fail", fix, isOnlyHint: true }]);
    expect(rowOf(run, "TLS").status).toBe("skip");
    const other = await command.run(["-u", url, "--retries", "0", "heartbeat"]);
    expect(other.stderr).toContain(`\n  hint: ${fix}\n`);
    expect(run.stdout + run.stderr + other.stderr).not.toMatch(/--ca-bundle|not trusted/);
  });

  it.each(["VIGILES_PROXY", "HTTPS_PROXY"])("an https URL of a proxy that does not speak TLS: %s", async (name) => {
    await using proxy = await refusingProxy(200);
    await using command = await prepareCommand();
    const url = proxy.url.replace("http:", "https:");
    const env = { ...command.env, [name]: url };
    const fix = `the proxy ${url} does not speak TLS: use http:// in ${name}`;
    const run = await start([...remote, "doctor"], env);
    expect([run.exit, rowOf(run, "proxy")]).toMatchObject([8, { status: "fail", fix, isOnlyHint: true }]);
    const other = await start([...remote, "--retries", "0", "heartbeat"], env);
    expect(other.stderr).toContain(`\n  hint: ${fix}\n`);
    expect(run.stdout + run.stderr + other.stderr).not.toMatch(/--ca-bundle|not trusted/);
  });

  it.each([
    [407, "VIGILES_PROXY", "proxy", "check user name and password in VIGILES_PROXY; special characters"],
    [407, "HTTPS_PROXY", "proxy", "check user name and password in HTTPS_PROXY; special characters"],
    [407, "--proxy", "proxy", "--proxy takes no password: set the proxy with user name and password in VIGILES_PROXY"],
    [403, "HTTPS_PROXY", "proxy", "the proxy of HTTPS_PROXY refuses the connection: ask its administrator"],
    [403, "--proxy", "proxy", "the proxy of --proxy refuses"],
    [502, "VIGILES_PROXY", "server", "the proxy of VIGILES_PROXY can't reach the server"],
    [504, "--proxy", "server", "the proxy of --proxy can't reach the server"],
  ])("a proxy that responds with %i, of %s", async (status, setter, name, words) => {
    await using proxy = await refusingProxy(status);
    await using command = await prepareCommand();
    const flags = setter === "--proxy" ? [...remote, "--proxy", proxy.url] : remote;
    const env = { ...command.env, ...(setter === "--proxy" ? {} : { [setter]: proxy.url }) };
    const run = await start([...flags, "doctor"], env);
    const row = rowOf(run, name);
    expect([run.exit, row]).toMatchObject([8, { status: "fail", isOnlyHint: true }]);
    expect(row.fix).toContain(words);
    const other = await start([...flags, "--retries", "0", "heartbeat"], env);
    expect(other.stderr).toContain(`\n  hint: ${row.fix}\n`);
  });

  it.each([
    [{ VIGILES_PROXY: "http://127.0.0.1:9" }, "check the network, the proxy http://127.0.0.1:9 of VIGILES_PROXY, and"],
    [{ HTTPS_PROXY: "http://127.0.0.1:9" }, "check the network, the proxy http://127.0.0.1:9 of HTTPS_PROXY, and"],
    [{}, "check the server's address (-u) and the network\n"],
    [{ HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: "*" }, "check the server's address (-u) and the network\n"],
  ])("a connection that can't be made, where a proxy is named only if one is used: %j", async (proxies, words) => {
    await using command = await prepareCommand();
    const run = await start(["-u", "https://vigiles.invalid", "--retries", "0", "heartbeat"], {
      ...command.env,
      ...proxies,
    });
    expect([run.exit, run.stderr]).toEqual([8, expect.stringContaining(`\n  hint: ${words}`)]);
  });

  it.each([
    ["http://vigiles.example.com", "http://vigiles.example.com"],
    ["https://me:SECRET@vigiles.example.com", "https://vigiles.example.com"],
    ["https://me:SEC/RET?@vigiles.example.com", "https://vigiles.example.com"],
    ["https://vigiles.example.com/?key=SECRET", "https://vigiles.example.com/"],
    ["me:SECRET@vigiles", "vigiles"],
  ])("a URL that can't be used, without its secrets: %s", async (value, shown) => {
    await using command = await prepareCommand();
    const env = { VIGILES_SERVER: value };
    const fix = `correct "${shown}": it comes from the variable VIGILES_SERVER`;
    const run = await command.run(["doctor"], { env });
    expect([run.exit, rowOf(run, "URL")]).toMatchObject([3, { status: "fail", fix, isOnlyHint: true }]);
    const other = await command.run(["heartbeat"], { env });
    expect([other.exit, other.stderr]).toStrictEqual([3, expect.stringContaining(`\n  hint: ${fix}\n`)]);
    expect(run.stdout + run.stderr + other.stdout + other.stderr).not.toMatch(/SECRET|SEC\/RET/);
  });

  it("a password in VIGILES_PROXY that is not percent-encoded", async () => {
    await using command = await prepareCommand();
    const run = await command.run(["doctor"], { env: { VIGILES_PROXY: "http://me:SEC/#RET@proxy.example.com:80" } });
    expect([run.exit, run.stderr]).toStrictEqual([
      2,
      expect.stringContaining(
        "VIGILES_PROXY must be none, or an http:// or https:// URL without a path; percent-encode special characters",
      ),
    ]);
    expect(run.stderr).not.toContain("RET");
  });

  it.each([
    [[], {}, "none: requests to this server use no proxy"],
    [[], { HTTPS_PROXY: "http://127.0.0.1:9" }, "none, although HTTPS_PROXY is set: a server on this machine"],
    [["--proxy", "none"], { HTTPS_PROXY: "http://127.0.0.1:9" }, "none: requests to this server use no proxy"],
    [
      ["-u", "https://vigiles.invalid"],
      { HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: ".invalid" },
      "none, although HTTPS_PROXY is set: NO_PROXY lists vigiles.invalid",
    ],
  ])("no proxy, although one is set: %j %j", async (argv, env, words) => {
    await using command = await prepareCommand();
    const run = await command.run([...argv, "--timeout", "5", "doctor"], { env });
    expect(rowOf(run, "proxy")).toMatchObject({ status: "ok", detail: expect.stringContaining(words) });
  });

  it.each([
    [["fail-on: high", "severety: low"], [], "fail", 'line 2: "severety"'],
    [["fail-on: high"], [], "ok", ".vigiles.yaml"],
    [["fail-on: ["], ["--no-project-file"], "ok", "--no-project-file"],
  ])("a project file: %j %j", async (lines, flags, status, words) => {
    await using command = await prepareCommand();
    command.files.write(".vigiles.yaml", lines.join("\n"));
    const argv = [...flags, "doctor"];
    const run = await waitForExit(startVigiles(argv, command.env, "ignore", command.files.folder));
    const row = rowOf(run, "project file");
    expect([run.exit, row]).toMatchObject([status === "fail" ? 3 : 0, { status, isOnlyHint: status === "fail" }]);
    expect(row.detail).toContain(words);
    expect(rowOf(run, "signature").status).toBe("ok");
  });
});
