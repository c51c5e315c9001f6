import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Check } from "../../../src/cli/commands/doctor/check.js";
import { prepareCommand } from "../../support/prepare-command.js";
import { impatientClock } from "../../support/impatient-clock.js";
import { plainService } from "../../support/servers/plain-service.js";
import { connectProxy } from "../../support/servers/connect-proxy.js";
import { printedCode } from "../../support/failure.js";
import { waitForExit, startVigiles } from "../../support/process.js";

let service: Emulator;
beforeAll(async () => {
  service = await startEmulator();
});
afterAll(() => service.close());

/** Runs the command against the service over TLS. */
function overTls(argv: readonly string[], env: Record<string, string> = {}) {
  const all = { VIGILES_KEY_FILE: service.keyFile, LINUXLINK_SERVER: service.https, VIGILES_EDITION: "groups", ...env };
  return waitForExit(startVigiles(["--retries", "0", ...argv], all));
}

describe("trust", () => {
  it("takes no PEM text in place of a path, and does not show it", async () => {
    const pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\n-----END PRIVATE KEY-----\n";
    for (const [argv, env, refusal] of [
      [["--ca-bundle", pem], {}, [2, "USAGE"]],
      [[], { VIGILES_CA_BUNDLE: pem }, [3, "CONFIG_INVALID"]],
    ] as const) {
      const run = await overTls(["heartbeat", ...argv], env);
      expect([run.exit, printedCode(run.stdout)]).toStrictEqual(refusal);
      expect(run.stdout + run.stderr).not.toMatch(/MIIE|BEGIN/);
    }
  });

  it("is by the system's authorities, unless --ca-bundle names more", async () => {
    const distrusted = await overTls(["heartbeat"]);
    expect([distrusted.exit, printedCode(distrusted.stdout)]).toStrictEqual([8, "TLS_FAILED"]);
    expect(distrusted.stderr).toMatch(/^vigiles: TLS_\w+: .*\n {2}hint: .*--ca-bundle/);
    const trusted = await overTls(["heartbeat", "--ca-bundle", service.ca]);
    expect(trusted).toMatchObject({ exit: 0, stderr: "" });
  });

  it("is given up by --insecure, which is warned of once", async () => {
    for (const flag of ["--insecure", "-i"]) {
      const { exit, stderr } = await overTls([flag, "manifest", "list"]);
      expect([exit, stderr.trimEnd().split("\n")]).toStrictEqual([
        0,
        [expect.stringMatching(/^vigiles: warning: Certificate checks are switched off/)],
      ]);
    }
  });

  it("is checked by doctor", async () => {
    for (const [argv, exit, status] of [
      [[], 8, "fail"],
      [["--ca-bundle", service.ca], 0, "ok"],
      [["--insecure"], 0, "warn"],
    ] as const) {
      const run = await overTls(["doctor", ...argv]);
      const check = (JSON.parse(run.stdout) as Check[]).find((row) => row.check === "TLS");
      expect([argv, run.exit, check?.status]).toStrictEqual([argv, exit, status]);
    }
  });

  it.each([
    ["REQUESTS_CA_BUNDLE", {}],
    ["CURL_CA_BUNDLE", {}],
    ["SSL_CERT_FILE", {}],
    ["REQUESTS_CA_BUNDLE", { CURL_CA_BUNDLE: "/nowhere/ca.pem", SSL_CERT_FILE: "/nowhere/ca.pem" }],
    ["CURL_CA_BUNDLE", { REQUESTS_CA_BUNDLE: "", SSL_CERT_FILE: "/nowhere/ca.pem" }],
  ])("takes the authorities of %s, beside %j", async (variable, env) => {
    expect(await overTls(["heartbeat"], { ...env, [variable]: service.ca })).toMatchObject({ exit: 0, stderr: "" });
  });

  it("takes --ca-bundle before the variables, which --insecure leaves aside", async () => {
    const env = { REQUESTS_CA_BUNDLE: "/nowhere/ca.pem" };
    expect((await overTls(["--ca-bundle", service.ca, "heartbeat"], env)).exit).toBe(0);
    expect((await overTls(["--insecure", "heartbeat"], env)).exit).toBe(0);
    const unreadable = await overTls(["heartbeat"], env);
    expect([unreadable.exit, printedCode(unreadable.stdout)]).toStrictEqual([3, "CONFIG_UNREADABLE"]);
    expect(unreadable.stderr).toContain('REQUESTS_CA_BUNDLE "/nowhere/ca.pem"');
  });

  it("needs a file with certificates", async () => {
    await using command = await prepareCommand();
    const run = await command.run(["--ca-bundle", command.files.write("a.pem", "no certificate"), "heartbeat"]);
    expect(run).toMatchObject({ exit: 3, stderr: expect.stringContaining("contains no PEM certificate") });
    const missing = await command.run(["--ca-bundle", "/nowhere/ca.pem", "heartbeat"]);
    for (const { stderr } of [run, missing]) {
      expect(stderr).toContain("\n  hint: give the PEM file of your company's certificate authority");
      expect(stderr).not.toContain("dashboard");
    }
  });
});

describe("a proxy", () => {
  const proxied = { LINUXLINK_SERVER: "https://vigiles.lynx.com" };

  it("is used where --proxy or the environment names it, for real host names too", async () => {
    await using proxy = await connectProxy(new URL(service.https).port);
    const trust = ["--ca-bundle", service.ca];
    expect((await overTls([...trust, "--proxy", proxy.url, "heartbeat"], proxied)).exit).toBe(0);
    expect((await overTls([...trust, "heartbeat"], { ...proxied, HTTPS_PROXY: proxy.url })).exit).toBe(0);
    expect(proxy.asked).toStrictEqual(["vigiles.lynx.com:443", "vigiles.lynx.com:443"]);
  });

  it("is not used with --proxy none", async () => {
    await using proxy = await connectProxy(new URL(service.https).port);
    const env = { LINUXLINK_SERVER: service.https, HTTPS_PROXY: proxy.url, ALL_PROXY: proxy.url };
    const run = await overTls(["--ca-bundle", service.ca, "--proxy", "none", "heartbeat"], env);
    expect([run.exit, proxy.asked]).toStrictEqual([0, []]);
  });

  it.each(["http://user:canary-password@proxy.example.com", "socks5://proxy.example.com", "nonsense"])(
    "like %s is refused, and not repeated in the error",
    async (url) => {
      await using command = await prepareCommand();
      const run = await command.run(["--proxy", url, "heartbeat"]);
      expect([run.exit, command.server.requests.length]).toStrictEqual([2, 0]);
      expect(run.stderr).not.toContain("canary");
    },
  );
});

describe("repeats and time", () => {
  it.each([
    ["0", 1],
    ["1", 2],
    ["4", 5],
  ])("--retries %s asks a failing service %i times in all", async (retries, times) => {
    await using command = await prepareCommand(() => ({ status: 503, headers: { "retry-after": "0" } }));
    const clock = impatientClock();
    const run = await command.run(["--retries", retries, "manifest", "list"], { clock });
    expect([run.exit, command.server.requests.length]).toStrictEqual([7, times]);
  });

  it.each([[["manifest", "list"]], [["heartbeat"]]])("outlast an outage of 8 s in %j", async (argv) => {
    let left = 4;
    await using command = await prepareCommand((seen) => (left-- > 0 ? { status: 503 } : plainService(seen)));
    const clock = impatientClock();
    const run = await command.run(argv, { clock });
    expect([run.exit, command.server.requests.length, clock.pauses.length]).toStrictEqual([0, 5, 4]);
    expect(clock.pauses.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(8_000);
  });

  it("are none for an upload that the service may have received", async () => {
    await using command = await prepareCommand(() => ({ status: 503 }));
    const sbom = command.files.write("s.json", { bomFormat: "CycloneDX", specVersion: "1.6", components: [] });
    await command.run(["manifest", "upload", sbom], { clock: impatientClock() });
    expect(command.server.requests).toHaveLength(1);
  });

  it("names the proxy after a timeout behind one", async () => {
    await using command = await prepareCommand(() => new Promise<never>(() => {}));
    const argv = ["--proxy", command.server.url, "-u", "https://vigiles.example.com", "--timeout", "0.1", "heartbeat"];
    const run = await command.run(argv);
    expect([run.exit, run.stderr]).toStrictEqual([
      9,
      expect.stringContaining(`proxy ${command.server.url} (flag --proxy)`),
    ]);
  });

  it("--timeout ends a call that takes longer", async () => {
    await using command = await prepareCommand(() => new Promise<never>(() => {}));
    const run = await command.run(["--timeout", "0.05", "--retries", "0", "manifest", "list"]);
    expect([run.exit, run.stderr]).toStrictEqual([9, expect.stringMatching(/^vigiles: TIMEOUT: /)]);
  });

  it.each(["-1", "1e3", "86401", "soon", "0x10"])("--timeout %s is refused", async (seconds) => {
    await using command = await prepareCommand();
    expect((await command.run([`--timeout=${seconds}`, "heartbeat"])).exit).toBe(2);
  });
});
