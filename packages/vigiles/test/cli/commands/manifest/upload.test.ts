import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { vigiles } from "../../../support/command.js";
import { loopback } from "../../../support/servers/loopback.js";
import { plainService } from "../../../support/servers/plain-service.js";
import { workspace } from "../../../support/workspace.js";

describe("a compressed SBOM", () => {
  it.each([
    ["gzip", gzipSync("{}")],
    ["zip", Buffer.from("504b030414000000", "hex")],
    ["zstd", Buffer.from("28b52ffd0458", "hex")],
  ])("of %s is not sent, and the message says to unpack it", async (format, bytes) => {
    await using server = await loopback(() => ({ body: {} }));
    using files = workspace();
    const path = files.path("sbom.json.gz");
    writeFileSync(path, bytes);
    const env = { VIGILES_KEY_FILE: files.keyFile(), VIGILES_SERVER: server.url };
    for (const [argument, stdin] of [[path], ["-", bytes]] as const) {
      const run = await vigiles(["manifest", "upload", argument], { env, ...(stdin && { stdin }) });
      expect([run.exit, run.stderr]).toEqual([6, expect.stringContaining(`is compressed (${format}); unpack it`)]);
    }
    expect(server.requests).toEqual([]);
  });
});

describe("the place of an upload", () => {
  it("is refused where a folder has no group: the service would ignore it", async () => {
    await using server = await loopback(() => ({ body: {} }));
    using files = workspace();
    const env = { VIGILES_KEY_FILE: files.keyFile(), VIGILES_SERVER: server.url, VIGILES_EDITION: "groups" };
    const sbom = files.write("sbom.json", "{}");
    const run = await vigiles(["manifest", "upload", sbom, "--folder-token", "Releases"], { env });
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining("add --group-token")]);
    expect(server.requests).toEqual([]);
  });
});

describe("unknown ecosystems", () => {
  it("are warned about on standard error, and the rest is sent", async () => {
    await using server = await loopback(plainService);
    using files = workspace();
    const argv = [
      "-k",
      files.keyFile(),
      "-u",
      server.url,
      "manifest",
      "upload",
      "-g",
      "G-0",
      files.write("s.json", "{}"),
      "-E",
      "npm,NPM",
    ];
    const run = await vigiles(argv);
    expect(run.stderr).toBe('vigiles: warning: Unknown ecosystem "NPM" is left out; did you mean "npm"?\n');
    expect(new Map(server.requests.find(({ method }) => method === "POST")?.params).get("ecosystems")).toBe("npm");
  });
});
