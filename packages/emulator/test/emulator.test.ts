import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import { describe, expect, test } from "vitest";
import { startEmulator, type Fault } from "../src/index.js";
import { send } from "./support/request.js";
import { createTemporaryFolder, readJson } from "./support/temporary-folder.js";

describe("files", () => {
  test("are readable by the owner only, at absolute paths", async () => {
    await using emulator = await startEmulator();
    for (const path of [emulator.ca, emulator.keyFile, emulator.dashboardConfig]) {
      expect(isAbsolute(path)).toBe(true);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
    }
  });

  test("hold the first user's key, the http URL and a group that exists", async () => {
    const users = [
      { email: "first@example.com", key: "key one" },
      { email: "second@example.com", key: "key two" },
    ];
    await using emulator = await startEmulator({ vigiles: { users } });
    expect(await readJson(emulator.keyFile)).toEqual({
      email: "first@example.com",
      key: "key one",
      organization_key: "key one",
      server_url: emulator.http,
    });
    const config = (await readJson(emulator.dashboardConfig)) as { group: string; product: string };
    expect(config).toEqual({ group: expect.stringMatching(/^[\w.-]+$/), product: config.group });
  });

  test("hold a certificate that ends with a line break", async () => {
    await using emulator = await startEmulator();
    expect(await readFile(emulator.ca, "utf8")).toMatch(
      /^-----BEGIN CERTIFICATE-----\n[^]+\n-----END CERTIFICATE-----\n$/,
    );
  });

  test("are removed with the temporary folder when the emulator closes", async () => {
    const emulator = await startEmulator();
    const folder = dirname(emulator.ca);
    expect(existsSync(folder)).toBe(true);
    await emulator.close();
    expect(existsSync(folder)).toBe(false);
  });

  test("stay in the folder of stateDir, and replace older files and their modes", async () => {
    const stateDir = await createTemporaryFolder();
    await writeFile(join(stateDir, "linuxlink_key"), "old", { mode: 0o644 });
    const emulator = await startEmulator({ stateDir });
    await emulator.close();
    expect(dirname(emulator.keyFile)).toBe(stateDir);
    expect(await readJson(emulator.keyFile)).toMatchObject({ server_url: emulator.http });
    expect((await stat(emulator.keyFile)).mode & 0o777).toBe(0o600);
  });
});

describe("life cycle", () => {
  test("ends with connections refused, and closing twice is no error", async () => {
    const emulator = await startEmulator();
    await emulator.close();
    await emulator.close();
    await expect(send(`${emulator.http}/me`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  test("a port in use fails with the system's error and leaves nothing open", async () => {
    await using first = await startEmulator();
    const taken = Number(new URL(first.https).port);
    const stateDir = await createTemporaryFolder();
    await expect(startEmulator({ httpsPort: taken, stateDir })).rejects.toMatchObject({ code: "EADDRINUSE" });
    const free = await startEmulator({ stateDir });
    await free.close();
  });

  test("two emulators share nothing", async () => {
    await using first = await startEmulator();
    await using second = await startEmulator();
    await send(`${first.http}/me`);
    expect(first.requests).toHaveLength(1);
    expect(second.requests).toHaveLength(0);
    expect(dirname(first.ca)).not.toBe(dirname(second.ca));
  });

  test("names an Armor user who can log in", async () => {
    const users = [{ username: "someone@example.com", password: "A long passphrase 1!", accounts: [17] }];
    await using emulator = await startEmulator({ armor: { users } });
    expect(emulator.armor).toEqual({
      username: "someone@example.com",
      password: "A long passphrase 1!",
      accountId: 17,
    });
    const body = JSON.stringify({ username: emulator.armor.username, password: emulator.armor.password });
    const headers = { "content-type": "application/json" };
    const { status, text } = await send(`${emulator.http}/auth/authorize`, { method: "POST", headers, body });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ success: true, code: expect.any(String) });
  });
});

describe("request log", () => {
  test("keeps the method, host, target, headers, body bytes and status unchanged", async () => {
    await using emulator = await startEmulator();
    const body = Buffer.from([0, 255, 10, 13]);
    const headers = { "X-Some-Header": "Value" };
    await send(`${emulator.http}/api/v1/no%2Fsuch?a=b%20c`, {
      method: "POST",
      host: "vigiles.lynx.com:443",
      headers,
      body,
    });
    const [entry] = emulator.requests;
    expect(entry).toMatchObject({
      method: "POST",
      host: "vigiles.lynx.com:443",
      url: "/api/v1/no%2Fsuch?a=b%20c",
      headers: { "x-some-header": "Value" },
    });
    expect(Buffer.from(entry?.body ?? [])).toEqual(body);
    expect(entry?.status).toBeGreaterThanOrEqual(400);
  });

  test("keeps the body of a GET as well", async () => {
    await using emulator = await startEmulator();
    const headers = { "content-type": "application/json", "content-length": "2" };
    await send(`${emulator.http}/me`, { headers, body: "{}" });
    expect(Buffer.from(emulator.requests[0]?.body ?? []).toString()).toBe("{}");
  });
});

describe("clock", () => {
  test("stands still at startMs and moves only by advance", async () => {
    await using emulator = await startEmulator({ startMs: 1_000_000 });
    expect(emulator.clock.nowMs()).toBe(1_000_000);
    emulator.clock.advance(2500);
    expect(emulator.clock.nowMs()).toBe(1_002_500);
  });

  const dateOf = async (url: string): Promise<number> => Date.parse((await send(url)).headers.date ?? "");

  test.each<[string, Fault | undefined]>([
    ["a service", undefined],
    ["a fault", { type: "status", path: "/me", status: 503 }],
    ["a fault after the service's response", { type: "slow", path: "/me", delayMs: 0 }],
  ])("is what the Date header of %s shows", async (_, fault) => {
    await using emulator = await startEmulator({ startMs: 1_000_000_000 });
    const add = (): void => (fault === undefined ? undefined : emulator.faults.add(fault));
    add();
    expect(await dateOf(`${emulator.http}/me`)).toBe(1_000_000_000);
    emulator.clock.advance(86_400_000);
    add();
    expect(await dateOf(`${emulator.http}/me`)).toBe(1_086_400_000);
  });

  test("is what the Date header of a response shows that moved it", async () => {
    await using emulator = await startEmulator({ startMs: 1_000_000_000 });
    const parts = { method: "POST", body: JSON.stringify({ advanceMs: 60_000 }) };
    const { headers } = await send(`${emulator.http}/__emulator/clock`, parts);
    expect(headers.date).toBe(new Date(1_000_060_000).toUTCString());
  });

  test("follows the machine's time without startMs", async () => {
    await using emulator = await startEmulator();
    emulator.clock.advance(3_600_000);
    expect(Math.abs(emulator.clock.nowMs() - Date.now() - 3_600_000)).toBeLessThan(60_000);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("rejects a move by %d", async (ms) => {
    await using emulator = await startEmulator();
    expect(() => emulator.clock.advance(ms)).toThrow(RangeError);
  });
});
