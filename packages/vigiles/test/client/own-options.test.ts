import { findPrototypeEffects } from "@org/http-core/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VigilesOptions } from "../../src/index.js";
import { variableNames } from "../../src/client/configuration/variables.js";
import { operationRows } from "../../src/client/operations/option-kinds.js";
import { optionNamesOf } from "../../src/client/operations/check-operations.js";
import { run, type Input } from "../support/programs/use-operations.js";
import { loopback, type Loopback } from "../support/servers/loopback.js";
import { workspace, type Workspace } from "../support/workspace.js";

/** Every option of a client; the compiler asks for a new one. Those of operations are in their table. */
const options: Readonly<Record<keyof VigilesOptions, true>> = {
  groupToken: true,
  productToken: true,
  folderToken: true,
  keyFilePath: true,
  email: true,
  key: true,
  dashboardConfigPath: true,
  edition: true,
  url: true,
  verifyCert: true,
  dryRun: true,
  transport: true,
  logger: true,
  logLevel: true,
  timeoutMs: true,
  attempts: true,
  minRetryDelayMs: true,
  clock: true,
  env: true,
};
const variables = Object.values(variableNames).flat();
const names = [
  ...new Set([...Object.keys(options), ...Object.keys(operationRows).flatMap(optionNamesOf), ...variables]),
];

/** Arguments of operations that need more than tokens. */
const neededArgs: Readonly<Record<string, readonly unknown[]>> = {
  "manifests.upload": [{ text: "{}", manifestName: "a", kernelConfig: { text: "CONFIG_A=y" } }],
  "manifests.move": [["token"], { targetGroupToken: "token" }],
  "manifests.copy": [["token"], { targetFolderToken: "token" }],
  "manifests.setCustomScore": ["token", { productName: "openssl", cveId: "CVE-2014-0160", customScore: 5 }],
  "reports.download": ["token", { format: "pdf" }],
  "reports.downloadStream": ["token", { format: "cyclonedx-vex" }],
  "groups.archive": [["token"]],
  "groups.unarchive": [["token"]],
  "groups.members.add": ["token", { memberEmail: "a@example.com", role: "viewer" }],
  "groups.members.update": ["token", { memberEmail: "a@example.com", newRole: "viewer" }],
  "groups.members.remove": ["token", { memberEmail: "a@example.com" }],
  "cves.info": ["CVE-2014-0160"],
  "cves.setStatus": [
    "CVE-2014-0160",
    { scope: "group", packageName: "openssl", status: "fixed", groupTokens: ["token"] },
  ],
  "cves.status": ["CVE-2014-0160", { packageName: "openssl", packageVersion: "1.0.1f", manifestToken: "token" }],
};

/** Operations that write files are left out: Node reads the mode of a file as own code reads an option. */
const calls = Object.entries(operationRows)
  .filter(([place]) => !place.endsWith("File"))
  .map(([place, { position }]) => ({ place, args: neededArgs[place] ?? Array<string>(position).fill("token") }));

const program = new URL("../support/programs/use-operations.ts", import.meta.url);
let files: Workspace;
let server: Loopback;

beforeAll(async () => {
  files = workspace();
  files.keyFile();
  files.write("dashboard", { group: "config-group", folder: "config-folder" });
  server = await loopback(({ method, path, params }) => ({ body: { ok: true, method, path, params } }));
});

afterAll(async () => {
  files[Symbol.dispose]();
  await server[Symbol.asyncDispose]();
});

function input(overUndici: boolean): Input {
  const [keyFile, dashboardConfig] = [files.path("linuxlink_key"), files.path("dashboard")];
  return { url: server.url, keyFile, dashboardConfig, overUndici, calls };
}

describe("options that a caller doesn't give", () => {
  it("are not read from Object.prototype", async () => {
    const result = JSON.stringify(await run(input(false)));
    for (const part of ["config-group", "config-folder", '"X-Auth-Signature"', '"ok":true']) {
      expect(result).toContain(part);
    }
    const tried = names.filter((name) => name !== "signal");
    expect(await findPrototypeEffects({ program, input: input(false), names: tried })).toEqual([]);
  });

  it("are not read from it over undici, which reads no signal itself as Node does", async () => {
    expect(await findPrototypeEffects({ program, input: input(true), names: ["format", "signal"] })).toEqual([]);
  });
});
