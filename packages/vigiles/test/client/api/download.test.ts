import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createVigiles, isDryRun, type Vigiles, type VigilesOptions } from "../../../src/index.js";
import { loopback, type Answer } from "../../support/servers/loopback.js";
import { account, workspace } from "../../support/workspace.js";

const content = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
const pdf = Buffer.concat([Buffer.from("%PDF-1.7\r\n"), content]);
const whole: Answer = { body: pdf };

function client(url: string, options: VigilesOptions = {}): Vigiles {
  return createVigiles({ ...account, url, edition: "groups", attempts: 1, ...options });
}

describe("a download", () => {
  it("is the same in memory, as a stream and in a file, byte for byte", async () => {
    await using server = await loopback(() => whole);
    await using vigiles = client(server.url);
    using files = workspace();
    const options = { format: "pdf" } as const;
    expect(Buffer.from(await vigiles.reports.download("r", options)).equals(pdf)).toBe(true);
    const chunks: Uint8Array[] = [];
    for await (const chunk of await vigiles.reports.downloadStream("r", options)) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(pdf)).toBe(true);
    await vigiles.reports.downloadFile("r", files.path("r.pdf"), options);
    await vigiles.manifests.downloadFile("m", files.path("m"));
    for (const name of ["r.pdf", "m"]) expect(readFileSync(files.path(name)).equals(pdf)).toBe(true);
  });

  it.each<[string, Answer, RegExp]>([
    [
      "cut short",
      { body: pdf, headers: { "content-length": String(pdf.length + 1), connection: "close" } },
      /TRUNCATED|RESET/,
    ],
    ["not compressed as it claims", { body: pdf, headers: { "content-encoding": "gzip" } }, /./],
    ["another format", { body: Buffer.alloc(1000, "x") }, /^RESPONSE_INVALID$/],
    ["a short page", { body: "<html>log in</html>" }, /^RESPONSE_INVALID$/],
    ["empty", { body: "" }, /^RESPONSE_INVALID$/],
    ["refused", { status: 404 }, /^HTTP_STATUS$/],
  ])("that is %s leaves the old file, and nothing beside it", async (_, answer, code) => {
    await using server = await loopback(() => answer);
    await using vigiles = client(server.url);
    using files = workspace();
    const path = files.write("r.pdf", "old");
    const error: unknown = await vigiles.reports.downloadFile("r", path, { format: "pdf" }).catch((reason) => reason);
    expect(error).toMatchObject({ code: expect.stringMatching(code) });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(files.folder)).toStrictEqual(["r.pdf"]);
  });

  it("asks nothing where the file can't be written or must not be replaced", async () => {
    await using server = await loopback(() => whole);
    await using vigiles = client(server.url);
    using files = workspace();
    const [path, options] = [files.write("r", "old"), { format: "pdf", noClobber: true } as const];
    await expect(vigiles.reports.downloadFile("r", path, options)).rejects.toMatchObject({ code: "OUTPUT_EXISTS" });
    const nowhere = files.path("no/such/folder");
    await expect(vigiles.manifests.downloadFile("m", nowhere)).rejects.toMatchObject({ code: "OUTPUT_INVALID" });
    expect(server.requests).toHaveLength(0);
  });

  it("answers the signed request in a dry run, and writes nothing", async () => {
    await using vigiles = client("http://127.0.0.1:9", { dryRun: true, logger: silent });
    using files = workspace();
    const path = files.path("r");
    expect(isDryRun(await vigiles.reports.downloadFile("r", path, { format: "csv" }))).toBe(true);
    expect(isDryRun(await vigiles.manifests.downloadStream("m"))).toBe(true);
    expect(existsSync(path)).toBe(false);
  });
});

const quiet = (): void => undefined;
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };

describe("an upload whose answer was lost", () => {
  it("can be looked for by its name", async () => {
    const named = (manifest_name: string, day: number) => ({
      manifest_name,
      manifest_token: `m${day}`,
      upload_date: `2026-01-0${day}`,
    });
    await using server = await loopback(() => ({ body: [named("b", 3), named("a", 1), named("b", 2), named("B", 4)] }));
    await using vigiles = client(server.url);
    const found = await vigiles.manifests.findByName("b", { folderToken: "F-1" });
    expect(found.map(({ manifest_token: token }) => token)).toStrictEqual(["m2", "m3"]);
    expect(server.requests[0]?.params).toContainEqual(["folder_token", "F-1"]);
    expect(await vigiles.manifests.findByName("c")).toStrictEqual([]);
    await expect(vigiles.manifests.findByName(" ")).rejects.toMatchObject({ code: "VALUE_INVALID" });
  });
});

describe("the environment", () => {
  it("names key file, dashboard config and server; an argument beats it, and an empty variable counts as unset", async () => {
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
