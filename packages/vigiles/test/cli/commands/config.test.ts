import { readFileSync } from "node:fs";
import { startEmulator } from "@org/emulator";
import { describe, expect, it } from "vitest";
import type { Setting } from "../../../src/cli/commands/config.js";
import { prepareCommand } from "../../support/prepare-command.js";
import { printedCode } from "../../support/failure.js";
import { account, workspace } from "../../support/workspace.js";
import { vigiles } from "../../support/command.js";

describe("config", () => {
  it("shows every setting with its source, and no secret", async () => {
    await using command = await prepareCommand();
    const dash = command.files.write("dash", { group: "G-0", folder: "F-0" });
    const proxy = "http://user:canary-password@proxy.example.com:8080";
    const argv = ["config", "-d", dash, "--timeout", "30", "--verbose"].toSpliced(1, 2, "--dash-config", dash);
    const run = await command.run(argv, { env: { HTTPS_PROXY: proxy } });
    const rows = JSON.parse(run.stdout) as Setting[];
    const shown = Object.fromEntries(rows.map(({ setting, value, source }) => [setting, [value, source]]));
    expect(shown).toStrictEqual({
      "key-file": [command.env["VIGILES_KEY_FILE"], "environment VIGILES_KEY_FILE"],
      email: [account.email, "key file"],
      "dash-config": [dash, "flag --dash-config"],
      "group-token": ["G-0", "dashboard config"],
      "product-token": [null, "default"],
      "folder-token": ["F-0", "dashboard config"],
      url: [command.server.url, "environment LINUXLINK_SERVER"],
      edition: ["groups", "environment VIGILES_EDITION"],
      proxy: [null, "default"],
      "ca-bundle": [null, "default"],
      insecure: [false, "default"],
      timeout: [30, "flag --timeout"],
      retries: [4, "default"],
      output: [null, "default"],
      "allow-unknown": [false, "default"],
      "log-level": ["info", "flag --verbose"],
      "project-file": [null, "default"],
    });
    expect(run.stdout + run.stderr).not.toContain("canary");
    expect(command.server.requests).toHaveLength(0);
  });

  it("finds server and edition in the key file, and takes --proxy none", async () => {
    using files = workspace();
    const key = files.keyFile({ server_url: "https://vigiles.example.com" });
    const run = await vigiles(["-k", key, "--proxy", "none", "config"]);
    const rows = JSON.parse(run.stdout) as Setting[];
    expect(rows).toContainEqual({ setting: "url", value: "https://vigiles.example.com", source: "key file" });
    expect(rows).toContainEqual({ setting: "edition", value: "groups", source: "detected from server and files" });
    expect(rows).toContainEqual({ setting: "proxy", value: "none", source: "flag --proxy" });
  });

  it("names the key file as the source of a server that is the default one as well", async () => {
    using files = workspace();
    const key = files.keyFile({ server_url: "https://vigiles.lynx.com" });
    const rows = JSON.parse((await vigiles(["-k", key, "config"])).stdout) as Setting[];
    expect(rows).toContainEqual({ setting: "url", value: "https://vigiles.lynx.com", source: "key file" });
    expect(rows).toContainEqual({ setting: "key-file", value: key, source: "flag --key-file" });
  });

  it.each([
    ["flags", ["--key-file=~/linuxlink_key", "--dash-config=~/dash"], {}],
    ["variables", [], { VIGILES_KEY_FILE: "~/linuxlink_key", VIGILES_DASHBOARD_CONFIG: "~/dash" }],
  ])("resolves ~ in the paths of %s", async (_how, argv, env) => {
    using files = workspace();
    files.keyFile();
    files.write("dash", { group: "G-0" });
    const run = await vigiles([...argv, "config"], { env: { HOME: files.folder, ...env } });
    const rows = JSON.parse(run.stdout) as Setting[];
    expect(rows).toContainEqual(expect.objectContaining({ setting: "key-file", value: files.path("linuxlink_key") }));
    expect(rows).toContainEqual({ setting: "group-token", value: "G-0", source: "dashboard config" });
  });

  const server = "https://vigiles.example.com";
  const proxy = "http://user:canary-password@proxy.example.com:8080";
  const shown = "http://proxy.example.com:8080";
  it.each([
    [server, { HTTPS_PROXY: proxy }, shown, "environment HTTPS_PROXY"],
    [server, { https_proxy: proxy, HTTPS_PROXY: "http://other:1" }, shown, "environment https_proxy"],
    [server, { https_proxy: "", HTTPS_PROXY: proxy }, shown, "environment HTTPS_PROXY"],
    [server, { ALL_PROXY: "proxy.example.com:8080" }, shown, "environment ALL_PROXY"],
    [server, { HTTP_PROXY: proxy }, null, "default"],
    [server, { HTTPS_PROXY: proxy, NO_PROXY: "example.com" }, null, "default"],
    ["http://localhost:8080", { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }, null, "default"],
  ])("for %s with %j shows the proxy %s (%s)", async (url, env, value, source) => {
    using files = workspace();
    const run = await vigiles(["-k", files.keyFile(), "-u", url, "config"], { env });
    expect(JSON.parse(run.stdout) as Setting[]).toContainEqual({ setting: "proxy", value, source });
    expect(run.stdout).not.toContain("canary");
  });

  it.each([
    [["--ca-bundle=~/ca.pem"], { CURL_CA_BUNDLE: "/nowhere" }, "flag --ca-bundle"],
    [[], { SSL_CERT_FILE: "~/ca.pem\r" }, "environment SSL_CERT_FILE"],
  ])("shows the file of authorities for %j and %j", async (argv, env, source) => {
    await using service = await startEmulator();
    using files = workspace();
    const path = files.write("ca.pem", readFileSync(service.ca));
    const run = await vigiles([...argv, "-k", files.keyFile(), "config"], { env: { HOME: files.folder, ...env } });
    expect(JSON.parse(run.stdout) as Setting[]).toContainEqual({ setting: "ca-bundle", value: path, source });
  });

  it("reads variables without the carriage return of a file written on Windows", async () => {
    using files = workspace();
    const env = {
      VIGILES_KEY_FILE: `${files.keyFile()}\r`,
      VIGILES_DASHBOARD_CONFIG: `${files.write("dash", { group: "G-0" })}\r`,
      LINUXLINK_SERVER: "https://vigiles.example.com\r",
      VIGILES_EDITION: "groups\r",
      LOG_LEVEL: "ERROR\r",
      HTTPS_PROXY: `${proxy}\r`,
    };
    const rows = JSON.parse((await vigiles(["config"], { env })).stdout) as Setting[];
    const values = Object.fromEntries(rows.map(({ setting, value }) => [setting, value]));
    expect(values).toMatchObject({ url: server, edition: "groups", "log-level": "error", proxy: shown });
    expect(values).toMatchObject({ "group-token": "G-0", email: account.email });
  });

  it.each([
    "-k",
    "-d",
    "-u",
    "--edition",
    "--ca-bundle",
    "--proxy",
    "--output",
    "--timeout",
    "--retries",
    "--log-level",
  ])("refuses %s with an empty value", async (flag) => {
    using files = workspace();
    const env = { VIGILES_KEY_FILE: files.keyFile() };
    const run = await vigiles([flag, "", "config"], { env });
    expect([run.exit, printedCode(run.stdout), run.stderr]).toStrictEqual([
      2,
      "USAGE",
      expect.stringContaining("has an empty value"),
    ]);
  });

  it("shows what there is when nothing is configured, and says what is missing", async () => {
    using files = workspace();
    for (const env of [{}, { HOME: files.folder }, { HOME: "" }]) {
      const run = await vigiles(["config", "--url=https://x.example"], { env });
      const rows = JSON.parse(run.stdout) as Setting[];
      expect([run.exit, run.stderr]).toEqual([0, ""]);
      const source = expect.stringMatching(/^missing: run vigiles login, .*VIGILES_EMAIL and VIGILES_KEY$/);
      expect(rows).toContainEqual({ setting: "email", value: null, source });
      expect(rows).toContainEqual({ setting: "key-file", value: null, source: "default" });
      expect(rows).toContainEqual({ setting: "url", value: "https://x.example", source: "flag --url" });
    }
  });

  it("names the variables of an account that are set but empty", async () => {
    const run = await vigiles(["config"], { env: { VIGILES_EMAIL: "", VIGILES_KEY: "" } });
    const source = "missing: set but empty: VIGILES_EMAIL, VIGILES_KEY";
    expect(run.exit).toBe(0);
    expect(JSON.parse(run.stdout)).toContainEqual({ setting: "email", value: null, source });
  });

  it("names the variables of an account without a file, and not the key", async () => {
    const env = { VIGILES_EMAIL: account.email, VIGILES_KEY: account.key };
    const run = await vigiles(["config"], { env });
    const rows = JSON.parse(run.stdout) as Setting[];
    expect(rows).toContainEqual({ setting: "email", value: account.email, source: "environment VIGILES_EMAIL" });
    expect(rows).toContainEqual({ setting: "key-file", value: null, source: "default" });
    expect(run.stdout + run.stderr).not.toContain(account.key);
  });

  it("takes a proxy with a password from VIGILES_PROXY, and shows no password", async () => {
    using files = workspace();
    const env = { VIGILES_PROXY: proxy, HTTPS_PROXY: "http://other:1" };
    const run = await vigiles(["-k", files.keyFile(), "-u", server, "config"], { env });
    const row = { setting: "proxy", value: shown, source: "environment VIGILES_PROXY" };
    expect(JSON.parse(run.stdout) as Setting[]).toContainEqual(row);
    expect(run.stdout).not.toContain("canary");
    expect((await vigiles(["config"], { env: { VIGILES_PROXY: "socks://x" } })).exit).toBe(2);
  });

  it("shows nothing of a proxy variable whose password is not percent-encoded", async () => {
    using files = workspace();
    const argv = ["-k", files.keyFile(), "-u", "https://vigiles.example.com", "config"];
    for (const url of ["http://canary:12/canary@a.example:1", "http://CANARY\\bob:canary@a.example:1"]) {
      const run = await vigiles(argv, { env: { HTTPS_PROXY: url } });
      const row = { setting: "proxy", value: "not the URL of a proxy", source: "environment HTTPS_PROXY" };
      expect(JSON.parse(run.stdout) as Setting[]).toContainEqual(row);
      expect(run.stdout + run.stderr).not.toMatch(/canary/i);
    }
  });

  it("fails with the error of the key file", async () => {
    using files = workspace();
    const run = await vigiles(["-k", files.path("none"), "config"]);
    expect([run.exit, printedCode(run.stdout)]).toStrictEqual([3, "KEY_FILE_UNREADABLE"]);
    expect(run.stderr).toContain("KEY_FILE_UNREADABLE");
  });
});
