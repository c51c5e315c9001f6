import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** Generates an SBOM of about this size, as text that grows by form-encoding. */
function* sbomOf(bytes: number): Iterable<Buffer> {
  yield Buffer.from('{"bomFormat":"CycloneDX","specVersion":"1.6","components":[');
  let made = 0;
  for (let index = 0; made < bytes; index++) {
    const component = `{"type":"library","name":"package-é-${index}","version":"1.${index}","purl":"pkg:npm/p@${index}"}`;
    const line = Buffer.from(`${index === 0 ? "" : ",\n"}${component}`);
    made += line.length;
    yield line;
  }
  yield Buffer.from("]}");
}

/** Writes an SBOM of about this size to a file. */
export async function sbomFile(folder: string, bytes: number): Promise<string> {
  const path = join(folder, `${bytes}.cdx.json`);
  await pipeline(Readable.from(sbomOf(bytes)), createWriteStream(path));
  return path;
}

/** Creates a folder that lasts as long as a measurement. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), "org-bench-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
