import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { createVigiles } from "../../../src/index.js";
import { variableNames } from "../../../src/client/configuration/variables.js";
import { vigiles } from "../../support/command.js";
import { expectedSignature } from "../../support/recorded/expected-signature.js";
import { loopback } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { account, workspace } from "../../support/workspace.js";

const credentials = { VIGILES_EMAIL: account.email, VIGILES_KEY: account.key };

describe("an account in variables", () => {
  it.each([
    ["as it is", credentials],
    ["with spaces and a carriage return", { VIGILES_EMAIL: ` ${account.email}\r`, VIGILES_KEY: `${account.key} \r\n` }],
    ["beside an empty key file variable", { ...credentials, VIGILES_KEY_FILE: "" }],
  ])("signs the requests of the command and the library: %s", async (_how, variables) => {
    await using server = await loopback(plainService);
    const env = { ...variables, VIGILES_SERVER: server.url };
    const run = await vigiles(["heartbeat"], { env });
    await using client = createVigiles({ env });
    await client.heartbeat();
    expect([run.exit, run.stderr, server.requests.length]).toEqual([0, "", 2]);
    for (const request of server.requests) expect(request.signature).toBe(expectedSignature(request));
    expect(run.stdout + run.stderr).not.toContain(account.key);
  });

  it.each([
    ["groups", {}],
    ["products", { VIGILES_EDITION: "products" }],
    ["products", { VIGILES_SERVER: "https://linuxlink.timesys.com" }],
  ])("is one of the edition %s: %j", async (edition, variables) => {
    await using client = createVigiles({ env: { ...credentials, ...variables } });
    await client.configure();
    expect(client.currentConfig.edition).toBe(edition);
  });

  it("gives way to a key file that a flag or an option names", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const keyFile = files.keyFile({ email: "file@example.com" });
    const env = { ...credentials, VIGILES_SERVER: server.url, VIGILES_KEY_FILE: "/nowhere" };
    expect((await vigiles(["-k", keyFile, "heartbeat"], { env })).exit).toBe(0);
    await using client = createVigiles({ env, keyFilePath: keyFile });
    await client.heartbeat();
    const emails = server.requests.map(({ params }) => new Map(params).get("email"));
    expect(emails).toEqual(["file@example.com", "file@example.com"]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["without a key", { VIGILES_EMAIL: account.email }, /VIGILES_EMAIL is set, but VIGILES_KEY is not/],
    ["without an address", { VIGILES_KEY: account.key }, /VIGILES_KEY is set, but VIGILES_EMAIL is not/],
    ["with an empty key", { ...credentials, VIGILES_KEY: " " }, /VIGILES_EMAIL is set, but VIGILES_KEY is not/],
    ["with a key file as well", { ...credentials, VIGILES_KEY_FILE: "k" }, /VIGILES_KEY_FILE as well; unset one/],
  ])("is refused %s, before anything is sent", async (_how, variables, message) => {
    await using server = await loopback(plainService);
    const env = { ...variables, VIGILES_SERVER: server.url };
    const run = await vigiles(["heartbeat"], { env });
    expect([run.exit, run.stderr]).toEqual([3, expect.stringMatching(message)]);
    await using client = createVigiles({ env });
    await expect(client.heartbeat()).rejects.toMatchObject({ code: "CREDENTIALS_INVALID" });
    expect(run.stdout + run.stderr).not.toContain(account.key);
    expect(server.requests).toEqual([]);
  });
});

describe("a variable with a secret in the wrong place", () => {
  const swapped = { VIGILES_EMAIL: account.key, VIGILES_KEY: account.email };
  const withKey = (key: string) => ({ ...credentials, VIGILES_KEY: key });
  it.each<[string, Record<string, string>, string, string]>([
    ["a key as the path", { VIGILES_KEY_FILE: account.key }, "KEY_FILE_UNREADABLE", "may be a key"],
    ["a key file as the path", { VIGILES_KEY_FILE: JSON.stringify(account) }, "KEY_FILE_UNREADABLE", "may be a key"],
    ["address and key swapped", swapped, "CREDENTIALS_INVALID", "VIGILES_EMAIL is not an e-mail address"],
    ["a key in quotes", withKey(`"${account.key}"`), "CREDENTIALS_INVALID", "VIGILES_KEY has quotation marks"],
    ["a key file as the key", withKey(JSON.stringify(account)), "CREDENTIALS_INVALID", "the content of a key file"],
    ["a macro of Azure", withKey("$(canary)"), "CREDENTIALS_INVALID", "VIGILES_KEY is an expression"],
    [
      "an expression of GitHub",
      withKey("${{ secrets.canary }}"),
      "CREDENTIALS_INVALID",
      "VIGILES_KEY is an expression",
    ],
    ["a variable of a shell", withKey("${canary}"), "CREDENTIALS_INVALID", "VIGILES_KEY is an expression"],
    [
      "nothing",
      { VIGILES_EMAIL: "", VIGILES_KEY: " " },
      "CREDENTIALS_INVALID",
      "VIGILES_EMAIL and VIGILES_KEY are set but",
    ],
    ["no path", { VIGILES_KEY_FILE: "" }, "CREDENTIALS_INVALID", "VIGILES_KEY_FILE is set but empty"],
  ])("is refused without a word of it, before anything is sent: %s", async (_what, variables, code, message) => {
    await using server = await loopback(plainService);
    const env = { ...variables, VIGILES_SERVER: server.url };
    const run = await vigiles(["--debug", "heartbeat"], { env });
    expect([run.exit, run.stderr]).toEqual([3, expect.stringContaining(message)]);
    const doctor = await vigiles(["doctor"], { env });
    expect([doctor.exit, doctor.stdout]).toEqual([3, expect.stringContaining(message)]);
    const config = await vigiles(["config"], { env });
    await using client = createVigiles({ env });
    await expect(client.heartbeat()).rejects.toMatchObject({ code });
    for (const { stdout, stderr } of [run, doctor, config]) expect(stdout + stderr).not.toContain("canary");
    expect(server.requests).toEqual([]);
  });

  it("is refused among options as well", async () => {
    await using client = createVigiles({ email: account.key, key: account.email, env: {} });
    const error: unknown = await client.heartbeat().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "CREDENTIALS_INVALID", field: "email" });
    expect(inspect(error)).not.toContain("canary");
  });
});

describe("a variable's other names", () => {
  const values: Record<keyof typeof variableNames, string> = {
    email: account.email,
    key: account.key,
    keyFile: "/nowhere/key",
    dashConfig: "/nowhere/dash",
    server: "https://vigiles.example.com",
    edition: "groups",
    logLevel: "error",
    caBundle: "/nowhere/ca.pem",
    proxy: "http://proxy.example.com:8080",
  };
  const settings = { server: "url", edition: "edition", logLevel: "log-level", proxy: "proxy" } as const;

  it.each(
    (["server", "edition", "logLevel", "proxy"] as const).flatMap((setting) =>
      variableNames[setting].map((name) => [setting, name] as const),
    ),
  )("make the setting %s as well: %s", async (setting, name) => {
    const run = await vigiles(["config"], { env: { ...credentials, [name]: values[setting] } });
    const rows = JSON.parse(run.stdout) as readonly object[];
    const row = { setting: settings[setting], value: values[setting], source: `environment ${name}` };
    expect(rows).toContainEqual(row);
  });

  it("count after the name with the prefix", async () => {
    const env = { ...credentials, LINUXLINK_SERVER: "https://old.example.com", VIGILES_SERVER: values.server };
    const rows = JSON.parse((await vigiles(["config"], { env })).stdout) as readonly object[];
    expect(rows).toContainEqual({ setting: "url", value: values.server, source: "environment VIGILES_SERVER" });
  });
});
