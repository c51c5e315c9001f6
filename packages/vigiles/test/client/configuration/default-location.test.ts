import { describe, expect, it } from "vitest";
import { createVigiles, type Vigiles, type VigilesOptions } from "../../../src/index.js";
import { loopback } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { lastParams, testClient } from "../../support/test-client.js";
import { account, workspace } from "../../support/workspace.js";

type Tokens = Partial<Pick<Vigiles, "groupToken" | "productToken" | "folderToken">>;

const config = { group: "G-1", folder: "F-1" };

describe("a token that is set on the client", () => {
  it.each<[string, object, VigilesOptions, Tokens, Tokens]>([
    ["takes precedence", config, {}, { folderToken: "F-2" }, { groupToken: "G-1", folderToken: "F-2" }],
    ["drops the folder of another group", config, {}, { groupToken: "G-2" }, { groupToken: "G-2" }],
    ["as undefined clears the config's folder", config, {}, { folderToken: undefined }, { groupToken: "G-1" }],
    ["as undefined clears the config's group", config, {}, { groupToken: undefined }, { folderToken: "F-1" }],
    ["as undefined clears all", config, {}, { groupToken: undefined, folderToken: undefined }, {}],
    ["as undefined clears an option", {}, { groupToken: "G-3" }, { groupToken: undefined }, {}],
    ["clears a product that is the group", { product: "P-1" }, {}, { groupToken: undefined }, {}],
    ["clears it by its own name as well", { product: "P-1" }, {}, { productToken: undefined }, {}],
    [
      "clears a product that does not count, and not the group",
      { group: "G-1", product: "P-1" },
      {},
      { productToken: undefined },
      { groupToken: "G-1" },
    ],
    ["and nothing else leaves a product as the group", { product: "P-1" }, {}, {}, { groupToken: "P-1" }],
    [
      "clears a product of its edition",
      { product: "P-1", folder: "F-1" },
      { edition: "products" },
      { productToken: undefined },
      { folderToken: "F-1" },
    ],
  ])("%s: %j, %j, set %j", async (_, dashboard, options, set, acting) => {
    await using server = await loopback(plainService);
    using files = workspace();
    const dashboardConfigPath = Object.keys(dashboard).length === 0 ? undefined : files.write("config", dashboard);
    for (const isRead of [false, true]) {
      await using vigiles = testClient(server.url, { dashboardConfigPath, env: {}, ...options });
      if (isRead) await vigiles.configure();
      Object.assign(vigiles, set);
      await vigiles.manifests.upload({ text: "x" });
      const { group_token: group, product_token: product, folder_token: folder } = lastParams(server.requests);
      expect([group, product, folder]).toStrictEqual([acting.groupToken, acting.productToken, acting.folderToken]);
      const { groupToken, productToken, folderToken } = vigiles;
      const shown = JSON.parse(JSON.stringify({ groupToken, productToken, folderToken })) as Tokens;
      expect(shown).toStrictEqual(acting);
      expect(vigiles.currentConfig).toMatchObject(acting);
    }
  });

  it("outlives a later dashboard config, and what came from an earlier one or was cleared does not", async () => {
    using files = workspace();
    const first = files.write("first", config);
    await using vigiles = testClient("http://localhost:1", { dashboardConfigPath: first, env: {} });
    await vigiles.configure();
    vigiles.folderToken = undefined;
    await vigiles.configure({ dryRun: true, logLevel: "silent" });
    expect([vigiles.groupToken, vigiles.folderToken]).toStrictEqual(["G-1", undefined]);
    await vigiles.configure({ dashboardConfigPath: files.write("second", { group: "G-2", folder: "F-2" }) });
    expect([vigiles.groupToken, vigiles.folderToken]).toStrictEqual(["G-2", "F-2"]);
    vigiles.folderToken = "F-9";
    await vigiles.configure({ dashboardConfigPath: first });
    expect([vigiles.groupToken, vigiles.folderToken]).toStrictEqual(["G-1", "F-9"]);
    await vigiles.configure({ groupToken: "G-9" });
    expect([vigiles.groupToken, vigiles.folderToken]).toStrictEqual(["G-9", "F-9"]);
  });
});

describe("the account", () => {
  const other = { email: "other@example.com", key: "canary-other-key" };

  it("is the one that was given last: a key file, or email and key", async () => {
    using files = workspace();
    const keyFilePath = files.keyFile();
    await using vigiles = createVigiles({ ...other, env: {} });
    await vigiles.configure({ keyFilePath });
    expect(vigiles.currentConfig).toMatchObject({ email: account.email, keyFilePath });
    await vigiles.configure(other);
    expect(vigiles.currentConfig.email).toBe(other.email);
    expect(vigiles.currentConfig).not.toHaveProperty("keyFilePath");
  });

  it("is refused if both are given, or only one half", async () => {
    using files = workspace();
    const both = { ...other, keyFilePath: files.keyFile() };
    expect(() => createVigiles(both)).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }) as Error);
    const env = { VIGILES_KEY_FILE: both.keyFilePath };
    await using vigiles = createVigiles({ env });
    await expect(vigiles.configure(both)).rejects.toMatchObject({ code: "OPTION_INVALID" });
    expect(await vigiles.edition()).toBe("groups");
    for (const half of [{ email: other.email }, { key: other.key }]) {
      await using client = createVigiles({ ...half, env });
      await expect(client.configure()).rejects.toMatchObject({ code: "CREDENTIALS_INVALID" });
    }
  });
});

it("says how to choose the edition that a key file alone does not tell", async () => {
  using files = workspace();
  const keyFilePath = files.write("key", account);
  await using vigiles = createVigiles({ keyFilePath, env: {}, dryRun: true, logLevel: "silent" });
  const advice = 'set edition "groups" by the option edition, --edition or VIGILES_EDITION';
  for (const call of [() => vigiles.groups.list().all(), () => vigiles.about()])
    await expect(call()).rejects.toMatchObject({ code: "EDITION_MISMATCH", message: expect.stringContaining(advice) });
  await using told = createVigiles({
    keyFilePath,
    env: { VIGILES_EDITION: "groups" },
    dryRun: true,
    logLevel: "silent",
  });
  await expect(told.about()).resolves.toMatchObject({ method: "GET" });
});
