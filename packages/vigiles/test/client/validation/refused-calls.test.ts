import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createVigiles, type Vigiles, type VigilesOptions } from "../../../src/index.js";
import { loopback } from "../../support/servers/loopback.js";
import { plainService } from "../../support/servers/plain-service.js";
import { account, workspace } from "../../support/workspace.js";

function client(url: string, options: VigilesOptions = {}): Vigiles {
  return createVigiles({ ...account, url, edition: "groups", ...options });
}

/** Parameters of the last request, without the account's address. */
function sent(requests: readonly { params: readonly (readonly [string, string])[] }[]): Record<string, string> {
  const { email: _email, ...rest } = Object.fromEntries(requests.at(-1)?.params ?? []);
  return rest;
}

describe("the place of a call", () => {
  const explicit = { groupToken: "G-9" };
  const configured = { groupToken: "G-1", folderToken: "F-1" };

  it("is the configured folder in a list, and both in an upload", async () => {
    await using server = await loopback(plainService);
    await using vigiles = client(server.url, configured);
    await vigiles.manifests.list().all();
    expect(sent(server.requests)).toStrictEqual({ folder_token: "F-1" });
    await vigiles.manifests.upload({ text: "x" });
    expect(sent(server.requests)).toMatchObject({ folder_token: "F-1", group_token: "G-1" });
  });

  it("is an explicit group instead, without the configured folder", async () => {
    await using server = await loopback(plainService);
    await using vigiles = client(server.url, configured);
    for (const call of [
      () => vigiles.manifests.list(explicit).all(),
      () => vigiles.folders.list(explicit).all(),
      () => vigiles.folders.create("n", explicit),
      () => vigiles.manifests.upload({ text: "x", ...explicit }),
      () => vigiles.groups.activityLog(explicit).all(),
    ]) {
      await call();
      expect(sent(server.requests)).toMatchObject({ group_token: "G-9" });
      expect(sent(server.requests)).not.toHaveProperty("folder_token");
    }
  });

  it("is what is set on the client, over its dashboard config", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const dashboardConfigPath = files.write("config", { group: "G-1", folder: "F-1" });
    await using vigiles = client(server.url, { dashboardConfigPath });
    vigiles.folderToken = "F-2";
    await vigiles.manifests.upload({ text: "x" });
    expect(sent(server.requests)).toMatchObject({ folder_token: "F-2", group_token: "G-1" });
    vigiles.folderToken = undefined;
    vigiles.groupToken = "G-2";
    await vigiles.manifests.list().all();
    expect(sent(server.requests)).toStrictEqual({ group_token: "G-2" });
  });

  it("is a product under its own name, and a group under an old one", async () => {
    await using server = await loopback(plainService);
    await using products = client(server.url, { edition: "products", productToken: "P-1" });
    await products.manifests.list().all();
    expect(sent(server.requests)).toStrictEqual({ product_token: "P-1" });
    await using groups = client(server.url, { productToken: "P-1" });
    await groups.manifests.list().all();
    expect(sent(server.requests)).toStrictEqual({ group_token: "P-1" });
    await using mixed = client(server.url, { edition: "products", groupToken: "G-1" });
    await expect(mixed.manifests.list().all()).rejects.toMatchObject({ code: "EDITION_MISMATCH" });
  });

  it("is nowhere where that is asked for", async () => {
    await using server = await loopback(plainService);
    await using vigiles = client(server.url, configured);
    await vigiles.groups.create("n", { topLevel: true });
    expect(sent(server.requests)).toStrictEqual({ group_name: "n" });
    await vigiles.groups.activityLog({ noFolder: true }).all();
    expect(sent(server.requests)).toStrictEqual({ group_token: "G-1" });
  });
});

describe("what can be told to be wrong", () => {
  it.each<[string, (vigiles: Vigiles) => Promise<unknown>]>([
    ["VALUE_INVALID", (vigiles) => vigiles.manifests.info("m", { sbomFormat: "spdxx" })],
    ["VALUE_INVALID", (vigiles) => vigiles.manifests.upload({ text: "x", subscribe: "hourly" })],
    ["VALUE_INVALID", (vigiles) => vigiles.manifests.upload({ text: "x", exportPath: "x" })],
    ["VALUE_INVALID", (vigiles) => vigiles.manifests.latestReport("m", { extraFields: ["impakt"] })],
    ["VALUE_INVALID", (vigiles) => vigiles.reports.download("r", { format: "PDF" })],
    ["VALUE_INVALID", (vigiles) => vigiles.groups.settings.update({ groupToken: "g" })],
    ["VALUE_INVALID", (vigiles) => vigiles.cves.info("CVE-1", { fields: ["x"] })],
    ["VALUE_INVALID", (vigiles) => vigiles.cves.setStatus("CVE-1", { scope: "all", packageName: "p", status: "fine" })],
    [
      "VALUE_INVALID",
      (vigiles) =>
        vigiles.cves.setStatus("CVE-1", { scope: "all", packageName: "p", status: "resolved", manifestTokens: ["m"] }),
    ],
    ["VALUE_INVALID", (vigiles) => vigiles.cves.search(" ")],
    ["VALUE_INVALID", (vigiles) => vigiles.folders.create(" ")],
    [
      "VALUE_INVALID",
      (vigiles) => vigiles.manifests.setCustomScore("m", { productName: "p", cveId: "CVE-1", customScore: 11 }),
    ],
    ["TOKEN_INVALID", (vigiles) => vigiles.manifests.download("../groups")],
    ["TOKEN_INVALID", (vigiles) => vigiles.manifests.delete("")],
    ["TOKEN_INVALID", (vigiles) => vigiles.manifests.move(["m", "a/b"], { targetGroupToken: "g" })],
    ["TOKEN_INVALID", (vigiles) => vigiles.groups.members.remove("g", { memberEmail: "a/b@c" })],
    ["TOKEN_INVALID", (vigiles) => vigiles.manifests.list({ folderToken: "a b" }).all()],
    ["TOKEN_MISSING", (vigiles) => vigiles.manifests.copy(["m"], {})],
    ["TOKEN_MISSING", (vigiles) => vigiles.groups.info()],
    ["TOKEN_MISSING", (vigiles) => vigiles.folders.archive([])],
    ["EDITION_MISMATCH", (vigiles) => vigiles.products.list().all()],
    ["INPUT_INVALID", (vigiles) => vigiles.manifests.upload({ text: "" })],
    ["INPUT_INVALID", (vigiles) => vigiles.manifests.upload({ bytes: Uint8Array.of(0xff) })],
  ])("is refused with %s before anything is sent: %s", async (code, call) => {
    await using server = await loopback(plainService);
    await using vigiles = client(server.url);
    await expect(call(vigiles)).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(0);
  });

  it("is sent all the same under allowUnknown", async () => {
    await using server = await loopback(plainService);
    await using vigiles = client(server.url);
    await vigiles.manifests.latestReport("m", { extraFields: ["brand_new"], allowUnknown: true });
    expect(sent(server.requests)).toMatchObject({ with_field: "brand_new" });
  });

  it("names the legal values and the nearest one", async () => {
    await using vigiles = client("http://127.0.0.1:9");
    await expect(vigiles.manifests.info("m", { sbomFormat: "SPDX" })).rejects.toThrow(
      'sbomFormat "SPDX" is not one of spdx, spdx-lite, cyclonedx; did you mean "spdx"?',
    );
  });

  it("in the products edition is what only groups have", async () => {
    await using server = await loopback(plainService);
    await using vigiles = client(server.url, { edition: "products" });
    for (const call of [
      () => vigiles.about(),
      () => vigiles.groups.list().all(),
      () => vigiles.groups.members.list("g"),
      () => vigiles.folders.create("n"),
      () => vigiles.manifests.move(["m"], { targetGroupToken: "g" }),
      () => vigiles.jobs.get("j"),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: "EDITION_MISMATCH" });
    }
    expect(server.requests).toHaveLength(0);
  });
});

describe("an exported report", () => {
  const bytes = Buffer.from([0, 1, 255, 10]);
  const withExport = () => ({ body: { manifest_token: "m", exported_report: gzipSync(bytes).toString("base64") } });

  it("is written exactly where it was asked for, and is no part of the result", async () => {
    await using server = await loopback(withExport);
    await using vigiles = client(server.url);
    using files = workspace();
    const path = files.path("report.of.mine");
    const result = await vigiles.manifests.upload({ text: "x", exportFormat: "pdf", exportPath: path });
    expect(result).toStrictEqual({ manifest_token: "m" });
    expect(readFileSync(path)).toStrictEqual(bytes);
  });

  it("comes with the result where no path was given", async () => {
    await using server = await loopback(withExport);
    await using vigiles = client(server.url);
    const { exportedReport } = await vigiles.manifests.upload({ text: "x", exportFormat: "csv" });
    expect(Buffer.from(exportedReport ?? [])).toStrictEqual(bytes);
  });

  it.each([[{}], [{ exported_report: "canary" }], [{ exported_report: 7 }]])(
    "that is missing or spoilt is an error that names the upload: %j",
    async (answer) => {
      await using server = await loopback(() => ({ body: { manifest_token: "m-77", ...answer } }));
      await using vigiles = client(server.url);
      const error = await vigiles.manifests
        .upload({ text: "x", exportFormat: "csv" })
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "RESPONSE_INVALID", message: expect.stringContaining("m-77") });
    },
  );
});

describe("a list", () => {
  it("can be iterated, and asks when it is used", async () => {
    const rows = [
      { manifest_name: "a", manifest_token: "m1" },
      { manifest_name: "b", manifest_token: "m2" },
    ];
    await using server = await loopback(() => ({ body: rows }));
    await using vigiles = client(server.url);
    const list = vigiles.manifests.list();
    expect(server.requests).toHaveLength(0);
    const names: string[] = [];
    for await (const { manifest_name: name } of list) names.push(name);
    expect(names).toStrictEqual(["a", "b"]);
    expect(await list.all()).toStrictEqual(rows);
    expect(server.requests).toHaveLength(2);
  });

  it("that is none is an error", async () => {
    await using server = await loopback(() => ({ body: { manifests: [] } }));
    await using vigiles = client(server.url);
    await expect(vigiles.manifests.list().all()).rejects.toMatchObject({ code: "RESPONSE_INVALID" });
  });
});

describe("configure", () => {
  it("refuses an option that does not exist, and names the nearest", async () => {
    const misspelt = { dashboardConfigpath: "x" } as VigilesOptions;
    expect(() => createVigiles(misspelt)).toThrow(
      'Unknown Vigiles option "dashboardConfigpath"; did you mean "dashboardConfigPath"?',
    );
    await using vigiles = createVigiles();
    await expect(vigiles.configure(misspelt)).rejects.toMatchObject({ code: "OPTION_UNKNOWN" });
    await expect(vigiles.configure([] as VigilesOptions)).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("reads the files at once, changes what is given, and recovers from a failure", async () => {
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
    expect(sent(server.requests)).toStrictEqual({ group_token: "G-1" });
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
