import { describe, expect, it } from "vitest";
import type { Check } from "../../../../src/cli/commands/doctor/check.js";
import type { Run } from "../../../support/command.js";
import { prepareCommand } from "../../../support/prepare-command.js";
import { loopback, type TestResponse } from "../../../support/servers/loopback.js";
import { plainService } from "../../../support/servers/plain-service.js";
import { account } from "../../../support/workspace.js";

function checksOf({ stdout }: Run): Record<string, Check["status"]> {
  return Object.fromEntries((JSON.parse(stdout) as Check[]).map(({ check, status }) => [check, status]));
}

const allWell = {
  "key file": "ok",
  "dashboard config": "ok",
  edition: "ok",
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
    ["refuses the request", { status: 407 }],
    ["can't be reached", undefined],
  ])("blames the proxy that %s", async (_, response) => {
    await using proxy = await loopback(() => response ?? { status: 200 });
    const url = response === undefined ? "http://127.0.0.1:9" : proxy.url;
    await using command = await prepareCommand();
    const run = await command.run(["--proxy", url, "-u", "https://vigiles.example.com", "doctor"]);
    expect([run.exit, checksOf(run)]).toMatchObject([8, { proxy: "fail", server: "skip", TLS: "skip" }]);
  });

  it("reports no proxy as well before a request has passed through it", async () => {
    await using command = await prepareCommand();
    const argv = ["--proxy", "http://127.0.0.1:9", "-u", "https://vigiles.example.com", "--dry-run", "doctor"];
    expect(checksOf(await command.run(argv))).toMatchObject({ proxy: "skip", server: "skip" });
  });

  it("names the setting that is wrong, not the one before it", async () => {
    await using command = await prepareCommand();
    const server = await command.run(["-u", "http://vigiles.example.com", "doctor"]);
    expect(checksOf(server)).toMatchObject({ "key file": "ok", "dashboard config": "skip", edition: "fail" });
  });

  it("sends nothing in a dry run", async () => {
    await using command = await prepareCommand();
    const run = await command.run(["--dry-run", "doctor"]);
    expect([run.exit, checksOf(run)]).toMatchObject([0, { "key file": "ok", server: "skip", signature: "skip" }]);
    expect(command.server.requests).toHaveLength(0);
  });
});
