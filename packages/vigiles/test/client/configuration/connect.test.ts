import { describe, expect, it } from "vitest";
import { createVigiles } from "../../../src/index.js";
import { loopback } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { lastParams } from "../../support/test-client.js";
import { account, workspace } from "../../support/workspace.js";

describe("configure", () => {
  it("reads the files at once, changes the given options, and recovers from a failure", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    await using vigiles = createVigiles({ keyFilePath: files.path("none"), url: server.url, edition: "groups" });
    await expect(vigiles.configure()).rejects.toMatchObject({ code: "KEY_FILE_UNREADABLE" });
    await vigiles.configure({
      keyFilePath: files.keyFile(),
      dashboardConfigPath: files.write("config", { group: "G-1" }),
    });
    expect(server.requests).toHaveLength(0);
    await vigiles.manifests.list().all();
    expect(lastParams(server.requests)).toStrictEqual({ group_token: "G-1" });
  });

  it.each([
    [{ organization_key: account.key }, {}, "groups"],
    [{ key: account.key }, {}, "products"],
    [{ key: account.key }, { group: "G" }, "groups"],
    [{ key: account.key }, { product: "P" }, "products"],
  ])("finds the edition out: key file %j and dashboard config %j mean %s", async (key, config, edition) => {
    using files = workspace();
    const keyFilePath = files.write("key", { email: account.email, ...key });
    const dashboardConfigPath = Object.keys(config).length === 0 ? undefined : files.write("config", config);
    await using vigiles = createVigiles({ keyFilePath, dashboardConfigPath, env: {} });
    expect(await vigiles.edition()).toBe(edition);
  });
});

describe("an environment variable", () => {
  it("names key file, dashboard config or server; an option takes precedence, and an empty variable counts as unset", async () => {
    await using server = await loopback(() => ({ body: [] }));
    using files = workspace();
    const env = {
      VIGILES_KEY_FILE: files.keyFile({ server_url: "https://192.0.2.1" }),
      VIGILES_DASHBOARD_CONFIG: files.write("config", { group: "G-env" }),
      LINUXLINK_SERVER: server.url,
    };
    await using fromEnv = createVigiles({ env });
    await fromEnv.manifests.list().all();
    expect(server.requests.at(-1)?.params).toContainEqual(["group_token", "G-env"]);
    const config = { dashboardConfigPath: files.write("mine", { group: "G-arg" }), url: server.url };
    await using fromArguments = createVigiles({ ...config, env: { ...env, LINUXLINK_SERVER: "https://192.0.2.1" } });
    await fromArguments.manifests.list().all();
    expect(server.requests.at(-1)?.params).toContainEqual(["group_token", "G-arg"]);
    const empty = { ...env, VIGILES_DASHBOARD_CONFIG: "", LINUXLINK_SERVER: "" };
    await using without = createVigiles({ url: server.url, env: empty });
    await without.manifests.list().all();
    expect(server.requests.at(-1)?.params.map(([name]) => name)).toStrictEqual(["email"]);
  });
});
