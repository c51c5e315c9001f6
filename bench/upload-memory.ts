// Measures how much more memory an upload takes than one of 1 KB, by size and transport. Each pair of uploads has its own
// process, and so has the server. Exits with 1 if a limit is exceeded.
import { spawn, execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";

const megabyte = 1_000_000;
const sizesBytes = [10, 100, 500].map((size) => size * megabyte);
const transports = ["got", "node", "undici"];
const mostAboveSmallMb = 25;
const mostApartMb = 10;

interface Peaks {
  readonly smallPeakBytes: number;
  readonly largePeakBytes: number;
  readonly tookMs: number;
}

/** Writes an SBOM of about this size, as text that grows by form-encoding. */
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

async function sbomFile(folder: string, bytes: number): Promise<string> {
  const path = join(folder, `${bytes}.cdx.json`);
  await pipeline(Readable.from(sbomOf(bytes)), createWriteStream(path));
  return path;
}

async function measure(transport: string, url: string, small: string, large: string): Promise<Peaks> {
  const script = join(import.meta.dirname, "upload-once.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, transport, url, small, large]);
  return JSON.parse(stdout) as Peaks;
}

async function measureAll(folder: string, url: string): Promise<boolean> {
  const small = await sbomFile(folder, 900);
  let holds = true;
  for (const transport of transports) {
    const grownMb: number[] = [];
    for (const bytes of sizesBytes) {
      const large = await sbomFile(folder, bytes);
      const { smallPeakBytes, largePeakBytes, tookMs } = await measure(transport, url, small, large);
      const aboveMb = (largePeakBytes - smallPeakBytes) / megabyte;
      grownMb.push(aboveMb);
      const peaks = `peak ${mb(smallPeakBytes)} MB after 1 KB, ${mb(largePeakBytes)} MB after ${bytes / megabyte} MB`;
      console.log(`${transport.padEnd(6)} ${peaks}: +${aboveMb.toFixed(1)} MB (${(tookMs / 1000).toFixed(1)} s)`);
    }
    const apartMb = Math.max(...grownMb) - Math.min(...grownMb);
    console.log(`${transport.padEnd(6)} sizes differ by ${apartMb.toFixed(1)} MB`);
    holds &&= Math.max(...grownMb) <= mostAboveSmallMb && apartMb <= mostApartMb;
  }
  return holds;
}

function mb(bytes: number): string {
  return (bytes / megabyte).toFixed(1);
}

const folder = mkdtempSync(join(tmpdir(), "org-bench-"));
const sink = spawn(process.execPath, [join(import.meta.dirname, "sink.ts")], { stdio: ["ignore", "pipe", "inherit"] });
try {
  const [line] = (await once(sink.stdout, "data")) as [Buffer];
  const holds = await measureAll(folder, `http://127.0.0.1:${String(line).trim()}`);
  console.log(holds ? "holds" : `does not hold: at most +${mostAboveSmallMb} MB, and within ${mostApartMb} MB`);
  process.exitCode = holds ? 0 : 1;
} finally {
  sink.kill();
  rmSync(folder, { recursive: true, force: true });
}
