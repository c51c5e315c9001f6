import { mkdirSync, readFileSync } from "node:fs";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLinuxLink, type LinuxLink, type LinuxLinkOptions } from "../../src/index.js";
import { rejectionOf, thrownBy, visibleText } from "../support/errors.js";
import { loopback } from "../support/loopback.js";
import { recordingLogger, scratch } from "../support/scratch.js";

const account = { email: "user@example.com", key: "canary-key-7d1f0a93" };
const about = "/api/v1/vigiles/about";
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ vigiles: { users: [account] } });
});

afterAll(() => emulator.close());

function client(options: LinuxLinkOptions = {}): LinuxLink {
  return createLinuxLink({ ...account, url: emulator.http, env: {}, ...options });
}

describe("configuration", () => {
  it("shows the current options, without the key", () => {
    using files = scratch();
    const path = files.write("key", { ...account, server_url: "https://h.example/" });
    const link = createLinuxLink({ keyFilePath: path, env: {} });
    expect(link.currentConfig).toEqual({
      email: account.email,
      keyFilePath: path,
      url: "https://h.example",
      edition: "groups",
      verifyCert: true,
      dryRun: false,
      logLevel: "warn",
    });
    expect(visibleText(link) + visibleText(link.currentConfig)).not.toContain(account.key);
  });

  it("changes only the options that are given", () => {
    const link = client({ logger: recordingLogger() });
    link.configure({ dryRun: true });
    link.configure({ url: "https://h.example", logLevel: undefined });
    expect(link.currentConfig).toMatchObject({ email: account.email, url: "https://h.example", dryRun: true });
    link.configure({ dryRun: false, logLevel: "silent" });
    expect(link.currentConfig).toMatchObject({ url: "https://h.example", dryRun: false, logLevel: "silent" });
  });

  it.each([
    ["DEBUG", 1],
    ["WARNING", 1],
    ["ERROR", 0],
    ["CRITICAL", 0],
    ["WARN", 1],
    ["NOTSET", 1],
    ["FATAL", 0],
    [0, 1],
    [10, 1],
    [30, 1],
    [31, 0],
    [50, 0],
    [1000, 0],
    ["silent", 0],
  ] as const)("knows the level %s", (logLevel, warnings) => {
    const logger = recordingLogger();
    const link = client({ logger, logLevel });
    link.configure({ dryRun: true });
    expect(logger.lines).toHaveLength(warnings);
  });

  it("gives a handler the name of the logger, beside the facts of a message", () => {
    const facts: unknown[] = [];
    const handler = (_message: string, more?: object): void => void facts.push(more);
    const link = client({ logger: { debug: handler, info: handler, warn: handler, error: handler } });
    link.configure({ dryRun: true });
    expect(facts).toStrictEqual([{ logger: "linuxlink-auth" }]);
  });

  it("takes account and server from a later key file, unless a url is given with it", () => {
    using files = scratch();
    const path = files.write("key", {
      email: "file@example.com",
      organization_key: "k",
      server_url: "https://file.example",
    });
    const link = client({ url: "https://h.example" });
    link.configure({ keyFilePath: path });
    expect(link.currentConfig).toMatchObject({ email: "file@example.com", url: "https://file.example" });
    link.configure({ keyFilePath: path, url: "https://given.example" });
    expect(link.currentConfig).toMatchObject({ email: "file@example.com", url: "https://given.example" });
    link.configure(account);
    expect(link.currentConfig).not.toHaveProperty("keyFilePath");
    expect(link.currentConfig).toMatchObject({ email: account.email, url: "https://given.example" });
  });

  it("applies to the next call, while a pending call keeps the old configuration", async () => {
    await using old = await loopback((_, response) => void setTimeout(() => response.end('"old"'), 30));
    await using link = client({ url: old.url });
    const pending = link.get("/x");
    link.configure({ url: emulator.http });
    expect(await link.get(about)).toMatchObject({ app_version: expect.any(String) });
    expect(await pending).toBe("old");
  });

  it.each<[string, LinuxLinkOptions]>([
    ["KEY_FILE_UNREADABLE", { keyFilePath: "/nowhere/key", dryRun: true }],
    ["SERVER_URL_INVALID", { url: "http://h.example", dryRun: true }],
    ["EDITION_INVALID", { edition: "group" as never, dryRun: true }],
    ["OPTION_INVALID", { logLevel: "LOUD" as never, dryRun: true }],
    ["OPTION_INVALID", { logLevel: -1, dryRun: true }],
    ["OPTION_INVALID", { logLevel: 12.5, dryRun: true }],
    ["OPTION_INVALID", { logLevel: "20" as never, dryRun: true }],
    ["OPTION_INVALID", { verifyCert: "/nowhere/ca.pem", dryRun: true }],
    ["CREDENTIALS_INVALID", { key: " ", dryRun: true }],
  ])("changes nothing if it fails with %s", (code, change) => {
    const link = client();
    const before = link.currentConfig;
    expect(thrownBy(() => link.configure(change)).code).toBe(code);
    expect(link.currentConfig).toEqual(before);
  });

  it("reads the key file once, when it is given", async () => {
    using files = scratch();
    const logger = recordingLogger();
    const path = files.write("key", readFileSync(emulator.keyFile), 0o644);
    await using link = createLinuxLink({ keyFilePath: path, env: {}, logger });
    files.write("key", "no key file any more");
    link.configure({ url: emulator.http });
    expect(await link.get(about)).toMatchObject({ app_version: expect.any(String) });
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]).toContain("chmod 600");
  });

  it("reads the default key file at the first call if none is given", async () => {
    using home = scratch();
    const env = { HOME: home.folder };
    await using link = createLinuxLink({ env });
    expect(link.currentConfig).toMatchObject({ url: "https://linuxlink.timesys.com", edition: "products" });
    expect(await rejectionOf(link.get(about))).toMatchObject({ code: "KEY_FILE_UNREADABLE" });
    mkdirSync(home.path("timesys"));
    home.write("timesys/linuxlink_key", readFileSync(emulator.keyFile));
    expect(await link.get(about)).toMatchObject({ app_version: expect.any(String) });
    expect(link.currentConfig.email).toBe(account.email);
  });

  it.each([
    ["debug", ["debug", "warn"]],
    ["warn", ["warn"]],
    ["error", []],
    ["silent", []],
  ] as const)("logs from level %s on, and no secret on any", async (logLevel, expected) => {
    const logger = recordingLogger();
    await using link = client({ logger, logLevel, dryRun: true });
    link.configure({ dryRun: false });
    await link.get(about);
    expect(new Set(logger.lines.map((line) => line.split(" ")[0]))).toEqual(new Set(expected));
    expect(logger.lines.join("\n")).not.toMatch(/canary-key|user%40example/);
  });
});
