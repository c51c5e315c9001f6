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
      proxy: ["http://proxy.example.com:8080", "environment HTTPS_PROXY"],
      "ca-bundle": [null, "default"],
      insecure: [false, "default"],
      timeout: [30, "flag --timeout"],
      retries: [2, "default"],
      output: [null, "default"],
      "allow-unknown": [false, "default"],
      "log-level": ["info", "flag --verbose"],
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

  it("fails with the error of the key file", async () => {
    using files = workspace();
    const run = await vigiles(["-k", files.path("none"), "config"]);
    expect([run.exit, printedCode(run.stdout)]).toStrictEqual([3, "KEY_FILE_UNREADABLE"]);
    expect(run.stderr).toContain("KEY_FILE_UNREADABLE");
  });
});
