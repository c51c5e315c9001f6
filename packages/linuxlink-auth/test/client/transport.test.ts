import { memoryTransport } from "@org/http-core/testing";
import { startEmulator, type Emulator } from "@org/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLinuxLink, type LinuxLink, type LinuxLinkOptions } from "../../src/index.js";
import { rejectionOf, thrownBy } from "../support/errors.js";
import { recordingLogger } from "../support/scratch.js";

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

describe("certificates", () => {
  it("are checked, with further authorities if verifyCert names a file", async () => {
    await using strict = client({ url: emulator.https, retry: false });
    expect(await rejectionOf(strict.get(about))).toMatchObject({ code: "TLS_FAILED" });
    await using trusting = client({ url: emulator.https, verifyCert: emulator.ca });
    expect(await trusting.get(about)).toMatchObject({ app_version: expect.any(String) });
  });

  it("are not checked with verifyCert false, which causes a warning", async () => {
    const logger = recordingLogger();
    await using link = client({ url: emulator.https, verifyCert: false, logger });
    expect(await link.get(about)).toMatchObject({ app_version: expect.any(String) });
    expect(logger.lines).toEqual(['warn Certificate checks are switched off. {"logger":"linuxlink-auth"}']);
  });

  it.each([
    ["0", 0],
    ["null", null],
    ["a missing file", "/nowhere/ca.pem"],
    ["a file without certificates", import.meta.filename],
    ["a folder", import.meta.dirname],
    ["the text false", "false"],
  ])("can't be switched off by %s", (_, verifyCert) => {
    const error = thrownBy(() => client({ verifyCert: verifyCert as never }));
    expect(error).toMatchObject({ code: "OPTION_INVALID", message: expect.stringContaining("verifyCert") });
  });

  it("are checked by the caller's transport if there is one", () => {
    const error = thrownBy(() => client({ verifyCert: false, transport: memoryTransport() }));
    expect(error).toMatchObject({ code: "OPTION_INVALID", message: expect.stringContaining("verifyCert") });
  });
});
