import { findPrototypeEffects } from "@org/http-core/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  AccountInput,
  EditionHints,
  KeyFileOptions,
  LinuxLinkCall,
  LinuxLinkCallOptions,
  LinuxLinkOptions,
  LinuxLinkRequestOptions,
} from "../src/index.js";
import { loopback, type Loopback } from "./support/loopback.js";
import { run } from "./support/programs/make-calls.js";
import { scratch, type Scratch } from "./support/scratch.js";

type OptionName =
  | keyof LinuxLinkOptions
  | keyof LinuxLinkRequestOptions
  | keyof LinuxLinkCallOptions
  | keyof LinuxLinkCall
  | keyof AccountInput
  | keyof EditionHints
  | keyof KeyFileOptions;

/** Every option of the package; the compiler asks for a new one. */
const options: Readonly<Record<OptionName, true>> = {
  keyFilePath: true,
  email: true,
  key: true,
  url: true,
  edition: true,
  logger: true,
  env: true,
  verifyCert: true,
  dryRun: true,
  logLevel: true,
  transport: true,
  timeout: true,
  retry: true,
  clock: true,
  as: true,
  signal: true,
  maxResponseBytes: true,
  maxJsonValues: true,
  onResponse: true,
  onUploadProgress: true,
  onDownloadProgress: true,
  resource: true,
  params: true,
  method: true,
  isKeyFileForGroups: true,
  isConfigForGroups: true,
};

const variables = ["VIGILES_EDITION", "HOME", "HTTPS_PROXY", "NO_PROXY"];
const names = [...Object.keys(options), ...variables];
const program = new URL("support/programs/make-calls.ts", import.meta.url);
let files: Scratch;
let server: Loopback;

beforeAll(async () => {
  files = scratch();
  files.write("key", { email: "file@example.com", key: "another-key" });
  server = await loopback((request, response) => response.end(JSON.stringify(request)));
});

afterAll(async () => {
  files[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

describe("options that a caller doesn't give", () => {
  const input = (overUndici: boolean): { url: string; keyFile: string; overUndici: boolean } => ({
    url: server.url,
    keyFile: files.path("key"),
    overUndici,
  });

  it("are not read from Object.prototype", async () => {
    const result = JSON.stringify(await run(input(false)));
    for (const part of [
      "x-auth-signature",
      "file%40example.com",
      "b=two",
      "/api/v1/heartbeat",
      "hmac_msg",
      "CREDENTIALS_INVALID",
    ]) {
      expect(result).toContain(part);
    }
    const tried = names.filter((name) => name !== "signal");
    expect(await findPrototypeEffects({ program, input: input(false), names: tried })).toEqual([]);
  });

  it("are not read from it over undici, which reads no signal itself as Node does", async () => {
    expect(await findPrototypeEffects({ program, input: input(true), names: ["as", "signal"] })).toEqual([]);
  });
});
