import { execFile } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { redisMissing, startRedis, type Redis } from "./redis.js";

/** What a program printed, and how it ended. */
interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let emulator: Emulator;
beforeEach(async () => void (emulator = await startEmulator()));
afterEach(() => emulator.close());

/** Runs an example as a reader would, with nothing in its environment but what it asks for. */
function run(program: string, env: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Ended> {
  const options = { env: { PATH: process.env["PATH"], ...env }, timeout: 120_000 };
  return new Promise((done) => {
    execFile(
      process.execPath,
      [resolve(import.meta.dirname, "..", program), ...args],
      options,
      (error, stdout, stderr) => done({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });
}

describe("a program without its environment", () => {
  it.each([
    ["first-session.ts", ["API_URL", "OAUTH_ISSUER", "CLIENT_ID", "CLIENT_SECRET"]],
    ["fleet-on-redis.ts", ["ARMOR_USERNAME", "ARMOR_PASSWORD"]],
    ["mfa-login.ts", ["ARMOR_USERNAME", "ARMOR_PASSWORD"]],
    ["own-scheme.ts", ["SERVICE_URL", "SERVICE_USER", "SERVICE_PASSWORD"]],
  ])("says what %s needs", async (program, names) => {
    const { code, stderr } = await run(program, {});
    expect(code).toBe(1);
    expect(stderr).toContain(`Set ${names.join(" and ")} in the environment`);
    const [missing = "", ...given] = names;
    const rest = await run(program, Object.fromEntries(given.map((name) => [name, "x"])));
    expect(rest.stderr).toContain(`Set ${missing} in the environment`);
  });

  it("is each example that reads the environment", () => {
    const folder = resolve(import.meta.dirname, "..");
    const programs = globSync("*.ts", { cwd: folder }).filter((name) =>
      /process\.env/.test(readFileSync(join(folder, name), "utf8")),
    );
    const checking = programs.filter((name) =>
      readFileSync(join(folder, name), "utf8").includes("in the environment`"),
    );
    expect(checking).toEqual(programs);
    expect(programs.length).toBeGreaterThanOrEqual(4);
  });
});

describe("first-session.ts", () => {
  const settings = (secret?: string): Record<string, string> => {
    const { issuer, clientId, clientSecret = "" } = emulator.oauth2;
    return { API_URL: issuer, OAUTH_ISSUER: issuer, CLIENT_ID: clientId, CLIENT_SECRET: secret ?? clientSecret };
  };

  it("logs in and reads", async () => {
    const { code, stdout } = await run("first-session.ts", settings());
    expect(code).toBe(0);
    expect(stdout).toContain("200");
    expect(stdout).toContain("First");
  });

  it("names the problem, and not the secret", async () => {
    const { code, stderr } = await run("first-session.ts", settings("canary-secret"));
    expect(code).toBe(1);
    expect(stderr).toContain("AUTH_REJECTED");
    expect(stderr).not.toContain("canary");
  });
});

describe("mfa-login.ts", () => {
  const settings = (password?: string): Record<string, string> => ({
    ARMOR_USERNAME: emulator.armor.username,
    ARMOR_PASSWORD: password ?? emulator.armor.password,
    ARMOR_URL: emulator.http,
    ARMOR_STS_URL: emulator.http,
  });

  it("says what the user has to do, and lists machines", async () => {
    const { code, stdout, stderr } = await run("mfa-login.ts", settings());
    expect(code).toBe(0);
    expect(stderr).toContain("notification to your phone");
    const [first = ""] = stdout.split("\n");
    expect(JSON.parse(first)).toMatchObject({ accountId: emulator.armor.accountId });
  });

  it("gives the reason of a failure", async () => {
    const { code, stderr } = await run("mfa-login.ts", settings("canary-password"));
    expect(code).toBe(1);
    expect(stderr).toContain("wrong-password");
    expect(stderr).not.toContain("canary");
  });
});

describe("ci-gate.ts", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "ci-gate-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const sbomOf = (...components: readonly object[]): string => {
    const sbom = join(folder, "sbom.json");
    writeFileSync(sbom, JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components }));
    return sbom;
  };
  const settings = (): Record<string, string> => ({
    VIGILES_KEY_FILE: emulator.keyFile,
    VIGILES_DASHBOARD_CONFIG: emulator.dashboardConfig,
  });
  const openssl = { type: "library", name: "openssl", version: "1.0.1f" };

  it.each([
    ["openssl", "1.0.1f", 11, "high CVE-2014-0160 in openssl 1.0.1f; fixed by"],
    ["zlib-without-faults", "1.0", 0, "0 of them fail the build"],
  ])("for %s %s exits with %d", async (name, version, code, line) => {
    const ended = await run("ci-gate.ts", settings(), [sbomOf({ type: "library", name, version }), "my product"]);
    expect(ended.stdout).toContain(line);
    expect(ended.code).toBe(code);
  });

  it("exits with 2 without the name of the SBOM", async () => {
    const ended = await run("ci-gate.ts", settings(), [sbomOf(openssl)]);
    expect([ended.code, ended.stderr]).toEqual([2, "usage: node ci-gate.ts SBOM NAME\n"]);
  });

  it("exits as the command does for an SBOM without components", async () => {
    const ended = await run("ci-gate.ts", settings(), [sbomOf(), "my product"]);
    expect([ended.code, ended.stderr]).toEqual([6, expect.stringMatching(/^INPUT_INVALID: .* lists no components/)]);
  });

  it.each([
    ["a wrong key", { VIGILES_EMAIL: "nobody@example.com", VIGILES_KEY: "canary" }, 4, "check the e-mail address"],
    [
      "no server",
      { VIGILES_EMAIL: "a@b.example", VIGILES_KEY: "canary", VIGILES_SERVER: "http://127.0.0.1:9" },
      8,
      "-u",
    ],
  ])("exits as the command does for %s, with its hint and without a stack", async (_what, account, code, hint) => {
    const env: Record<string, string> = { VIGILES_SERVER: emulator.http, ...account };
    const ended = await run("ci-gate.ts", env, [sbomOf(openssl), "my product"]);
    expect([ended.code, ended.stdout]).toEqual([code, ""]);
    expect(ended.stderr).toContain(hint);
    expect(ended.stderr).not.toMatch(/canary|\bat /);
  });
});

describe("own-scheme.ts", () => {
  const settings = (password?: string): Record<string, string> => ({
    SERVICE_URL: emulator.http,
    SERVICE_USER: emulator.armor.username,
    SERVICE_PASSWORD: password ?? emulator.armor.password,
  });

  it("logs in by its own scheme", async () => {
    const { code, stdout } = await run("own-scheme.ts", settings());
    expect(code).toBe(0);
    expect(stdout).toContain("user@example.com");
    expect(emulator.requests.map(({ url }) => url)).toEqual(["/auth/authorize", "/auth/token", "/me"]);
  });

  it("sends a rejected password once", async () => {
    const { code, stderr } = await run("own-scheme.ts", settings("canary-password"));
    expect(code).not.toBe(0);
    expect(stderr).toContain("AUTH_REJECTED");
    expect(stderr).not.toContain("canary");
    expect(emulator.requests).toHaveLength(1);
  });
});

const why = redisMissing();
describe.skipIf(why !== "")(`fleet-on-redis.ts${why}`, () => {
  let redis: Redis;
  beforeAll(async () => void (redis = await startRedis()));
  afterAll(() => redis.stop());

  it("logs in once for three workers", async () => {
    const { username, password } = emulator.armor;
    const env = { ARMOR_USERNAME: username, ARMOR_PASSWORD: password, ARMOR_URL: emulator.http, REDIS_URL: redis.url };
    const workers = await Promise.all([1, 2, 3].map(() => run("fleet-on-redis.ts", env)));
    for (const { code, stdout } of workers) {
      expect(stdout).toMatch(/^worker \d+: 200$/m);
      expect(code).toBe(0);
    }
    expect(emulator.requests.filter(({ url }) => url === "/auth/authorize")).toHaveLength(1);
  });
});
