import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { loopback } from "../../../support/servers/loopback.js";
import { testClient } from "../../../support/test-client.js";
import { workspace } from "../../../support/workspace.js";

describe("an exported report", () => {
  const bytes = Buffer.from([0, 1, 255, 10]);
  const withExport = () => ({ body: { manifest_token: "m", exported_report: gzipSync(bytes).toString("base64") } });

  it("is written to the given path, and is not in the result", async () => {
    await using server = await loopback(withExport);
    await using vigiles = testClient(server.url);
    using files = workspace();
    const path = files.path("report.of.mine");
    const result = await vigiles.manifests.upload({ text: "x", exportFormat: "pdf", exportPath: path });
    expect(result).toStrictEqual({ manifest_token: "m" });
    expect(readFileSync(path)).toStrictEqual(bytes);
  });

  it("is in the result if no path was given", async () => {
    await using server = await loopback(withExport);
    await using vigiles = testClient(server.url);
    const { exportedReport } = await vigiles.manifests.upload({ text: "x", exportFormat: "csv" });
    expect(Buffer.from(exportedReport ?? [])).toStrictEqual(bytes);
  });

  it("that unpacks to more than 200 times its size is an error that says so in its cause", async () => {
    const bomb = gzipSync(Buffer.alloc(30_000_000)).toString("base64");
    await using server = await loopback(() => ({ body: { manifest_token: "m-77", exported_report: bomb } }));
    await using vigiles = testClient(server.url);
    await expect(vigiles.manifests.upload({ text: "x", exportFormat: "csv" })).rejects.toMatchObject({
      code: "RESPONSE_INVALID",
      message: expect.stringContaining("m-77"),
      cause: { code: "BODY_TOO_LARGE" },
    });
  });

  it.each([[{}], [{ exported_report: "canary" }], [{ exported_report: 7 }]])(
    "that is missing or damaged is an error that names the uploaded SBOM: %j",
    async (members) => {
      await using server = await loopback(() => ({ body: { manifest_token: "m-77", ...members } }));
      await using vigiles = testClient(server.url);
      const error = await vigiles.manifests
        .upload({ text: "x", exportFormat: "csv" })
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "RESPONSE_INVALID", message: expect.stringContaining("m-77") });
    },
  );
});
