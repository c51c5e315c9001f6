import { startEmulator } from "@org/emulator";
import { describe, expect, it } from "vitest";
import { createVigiles } from "../src/index.js";
import { workspace } from "./support/workspace.js";

/** An SBOM of exactly so many bytes, with characters that forms escape, some of them across the edges of chunks. */
function sbomOf(bytes: number): Buffer {
  const start = Buffer.from(
    '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[],"properties":[{"name":"é","value":"',
  );
  const end = Buffer.from('"}]}\r\n');
  const filling = Buffer.from("a+b %41&c=d;é漢😀*~ ");
  const room = bytes - start.length - end.length;
  const whole = Buffer.alloc(room - (room % filling.length), filling);
  return Buffer.concat([start, whole, Buffer.alloc(room % filling.length, "x"), end]);
}

const slow = process.env["SLOW_TESTS"] === "1";
const whySkipped = slow ? "" : " (skipped: takes 20 s; set SLOW_TESTS=1)";

describe("an upload from a file", () => {
  it.each([
    ["1 KB", 1_000],
    ["1 MB", 1_000_000],
  ])("of %s is verified by the emulated service, and comes back byte for byte", async (_, bytes) => {
    expect(await survives(bytes)).toBe(true);
  });

  it.skipIf(!slow)(`of 100 MB likewise${whySkipped}`, { timeout: 180_000 }, async () => {
    expect(await survives(100_000_000)).toBe(true);
  });
});

/** A refused signature throws. */
async function survives(bytes: number): Promise<boolean> {
  await using service = await startEmulator();
  await using client = createVigiles({ keyFilePath: service.keyFile, url: service.http, edition: "groups" });
  using files = workspace();
  const sbom = sbomOf(bytes);
  const file = files.write("sbom.json", sbom);
  const { manifest_token: token } = await client.manifests.upload({ file, uploadOnly: true });
  return sbom.length === bytes && sbom.equals(await client.manifests.download(token));
}
