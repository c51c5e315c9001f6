import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { vigiles } from "../../support/command.js";
import { loopback } from "../../support/servers/loopback.js";
import { workspace } from "../../support/workspace.js";

describe("a downloaded file", () => {
  const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.from([0, 255, 13, 10, 128])]);

  it("keeps its bytes, on standard output and in a file", async () => {
    await using server = await loopback(() => ({ body: bytes }));
    using files = workspace();
    const start = ["-k", files.keyFile(), "-u", server.url, "report", "download", "pdf", "rt"];
    expect((await vigiles([...start, "--stdout"])).bytes).toStrictEqual(bytes);
    const saved = await vigiles([...start, "-o", files.write("r.pdf", "old")]);
    expect([saved.exit, saved.stdout, saved.stderr]).toStrictEqual([0, "", ""]);
    expect(readFileSync(files.path("r.pdf"))).toStrictEqual(bytes);
  });

  it("is called as other build tools call it", async () => {
    await using server = await loopback(() => ({ body: "SPDXVersion: SPDX-2.3" }));
    using files = workspace();
    const out = files.path("sbom.spdx");
    const argv = [
      "-k",
      files.keyFile({ server_url: server.url }),
      "manifest",
      "download",
      "tok",
      "-f",
      "spdx",
      "-i",
      "tag",
      "-v",
      "2.3",
      "-o",
      out,
    ];
    expect(await vigiles(argv)).toMatchObject({ exit: 0, stdout: "", stderr: "" });
    expect(readFileSync(out, "utf8")).toBe("SPDXVersion: SPDX-2.3");
  });
});
