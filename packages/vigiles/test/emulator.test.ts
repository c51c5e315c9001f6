import { readFileSync } from "node:fs";
import { startEmulator } from "@org/emulator";
import { describe, expect, it } from "vitest";
import { createVigiles, findingsOf } from "../src/index.js";
import { vigiles } from "./support/command.js";
import { printedCode } from "./support/failure.js";
import { workspace } from "./support/workspace.js";

const sbom = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [
    { type: "library", name: "openssl", version: "1.0.1f", purl: "pkg:generic/openssl@1.0.1f" },
    { type: "library", name: "zlib", version: "1.3.1", purl: "pkg:generic/zlib@1.3.1" },
  ],
};

describe("against the emulated service", () => {
  it("an SBOM goes up, is scanned, listed, downloaded unchanged, moved, and deleted", async () => {
    await using service = await startEmulator();
    await using client = createVigiles({ keyFilePath: service.keyFile, url: service.http, edition: "groups" });
    expect(await client.heartbeat()).toMatchObject({ ok: true });
    const group = await client.groups.create("firmware", { topLevel: true });
    client.groupToken = group.token;
    const folder = await client.folders.create("gateway");
    const text = JSON.stringify(sbom);
    const scan = await client.manifests.upload({ text, manifestName: "gateway é", folderToken: folder.folder_token });
    expect(findingsOf(scan).map(({ id }) => id)).toContain("CVE-2014-0160");
    expect(findingsOf(scan).every(({ package: name }) => name === "openssl")).toBe(true);

    const listed = await client.manifests.list({ folderToken: folder.folder_token }).all();
    expect(listed).toMatchObject([{ manifest_name: "gateway é", manifest_token: scan.manifest_token }]);
    expect(Buffer.from(await client.manifests.download(scan.manifest_token)).toString("utf8")).toBe(text);
    await client.manifests.move([scan.manifest_token], { targetGroupToken: group.token });
    expect(await client.manifests.list({ folderToken: folder.folder_token }).all()).toStrictEqual([]);
    await client.manifests.delete(scan.manifest_token, { confirmed: true });
    await expect(client.manifests.info(scan.manifest_token)).rejects.toMatchObject({
      code: "HTTP_STATUS",
      status: 404,
    });
  });

  it.each(["groups", "products"] as const)("its files serve the edition %s", async (edition) => {
    await using service = await startEmulator();
    const { keyFile: keyFilePath, dashboardConfig: dashboardConfigPath, http: url } = service;
    await using client = createVigiles({ keyFilePath, dashboardConfigPath, url, edition });
    const names = (await client.manifests.list().all()).map(({ manifest_name: name }) => name);
    expect(names).toStrictEqual(["gateway-image", "gateway-image", "camera-image"]);
  });

  it("every report format comes as the file it claims to be", async () => {
    await using service = await startEmulator();
    await using client = createVigiles({ keyFilePath: service.keyFile, url: service.http, edition: "groups" });
    const { report_path: path = "" } = await client.manifests.upload({ text: JSON.stringify(sbom) });
    const token = path.split("/").at(-1) ?? "";
    const beginning = async (format: string): Promise<string> =>
      Buffer.from(await client.reports.download(token, { format }))
        .toString("latin1")
        .slice(0, 5);
    expect(await beginning("pdf")).toBe("%PDF-");
    expect(await beginning("pdfsummary")).toBe("%PDF-");
    expect((await beginning("xlsx")).slice(0, 2)).toBe("PK");
    const csv = Buffer.from(await client.reports.download(token, { format: "csv" })).toString("utf8");
    expect(csv).toContain("CVE-2014-0160");
    for (const format of ["cyclonedx-vex", "cyclonedx-sbom-vex", "spdx_3-sbom-vex"] as const) {
      const bytes = await client.reports.download(token, { format });
      expect(JSON.parse(Buffer.from(bytes).toString("utf8"))).toBeTypeOf("object");
    }
  });

  it("a decision about a CVE is kept", async () => {
    await using service = await startEmulator();
    await using client = createVigiles({ keyFilePath: service.keyFile, url: service.http, edition: "groups" });
    const { manifest_token: manifestToken } = await client.manifests.upload({ text: JSON.stringify(sbom) });
    const packageName = "openssl";
    await client.cves.setStatus("CVE-2014-0160", {
      scope: "manifest",
      packageName,
      packageVersion: "1.0.1f",
      status: "not_affected",
      justification: "code_not_reachable",
      manifestTokens: [manifestToken],
    });
    const place = { packageName, packageVersion: "1.0.1f", manifestToken };
    expect(JSON.stringify(await client.cves.status("CVE-2014-0160", place))).toContain("not_affected");
  });

  it("a scan in the background ends like one in the foreground", async () => {
    await using service = await startEmulator();
    await using client = createVigiles({ keyFilePath: service.keyFile, url: service.http, edition: "groups" });
    const scan = await client.manifests.upload({ text: JSON.stringify(sbom), background: true, intervalMs: 1 });
    expect(findingsOf(scan).map(({ id }) => id)).toContain("CVE-2014-0160");
  });

  it("the command exports a report beside the scan, and tells a wrong key", async () => {
    await using service = await startEmulator();
    using files = workspace();
    const start = ["-u", service.http, "--edition", "groups"];
    const upload = [
      "manifest",
      "upload",
      files.write("s.json", sbom),
      "--export-format",
      "csv",
      "--export-path",
      files.path("r.x"),
    ];
    expect(await vigiles([...start, "-k", service.keyFile, ...upload])).toMatchObject({ exit: 0 });
    expect(readFileSync(files.path("r.x"), "utf8")).toContain("CVE-2014-0160");
    const refused = await vigiles([...start, "-k", files.keyFile(), "heartbeat"]);
    expect([refused.exit, printedCode(refused.stdout)]).toStrictEqual([4, "HTTP_STATUS"]);
  });

  it("the products edition works alike", async () => {
    await using service = await startEmulator();
    await using client = createVigiles({ keyFilePath: service.keyFile, url: service.http, edition: "products" });
    expect(await client.heartbeat()).toMatchObject({ ok: true });
    const product = await client.products.create("router", { description: "a b" });
    client.productToken = product.token;
    expect(await client.products.info()).toMatchObject({ name: "router", token: product.token });
    const { manifest_token: token } = await client.manifests.upload({ text: JSON.stringify(sbom) });
    expect(await client.manifests.list().all()).toMatchObject([
      { manifest_token: token, product_token: product.token },
    ]);
  });
});
