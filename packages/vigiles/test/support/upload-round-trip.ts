import { startEmulator } from "@org/emulator";
import { createVigiles } from "../../src/index.js";
import { workspace } from "./workspace.js";

/** Makes an SBOM of exactly so many bytes. It has characters that forms escape, some of them across the edges of chunks. */
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

/** Uploads an SBOM of so many bytes from a file, and downloads it. True if every byte is the same. Throws if the signature is refused. */
export async function isUploadedUnchanged(bytes: number): Promise<boolean> {
  await using service = await startEmulator();
  await using client = createVigiles({ keyFilePath: service.keyFile, url: service.http, edition: "groups" });
  using files = workspace();
  const sbom = sbomOf(bytes);
  const file = files.write("sbom.json", sbom);
  const { manifest_token: token } = await client.manifests.upload({ file, uploadOnly: true });
  return sbom.length === bytes && sbom.equals(await client.manifests.download(token));
}
