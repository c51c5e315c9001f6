import { undiciTransport } from "@org/http-core/undici";
import { createVigiles } from "@org/vigiles";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { Agent, request } from "undici";
import { contender } from "../harness/contender.ts";
import { pythonExecutable, pythonOriginal } from "../harness/environment.ts";
import { explained } from "../harness/explained.ts";
import { fileChunks } from "../harness/file-chunks.ts";
import type { Findings, Part, Row } from "../harness/part.ts";
import { interleaved, samplesOf } from "../harness/rounds.ts";
import { sbomFile, temporaryFolder } from "../harness/sbom-file.ts";
import { startServer } from "../harness/start-server.ts";
import { figureOf, ratiosOf } from "../harness/statistics.ts";
import { percentEncoder } from "./percent-encoder.ts";
import { hmacOfFile } from "./signing.ts";

const megabyte = 1_000_000;
const sizesMb = [10, 100, 500];
const comparedMb = 100;
const processes = 5;
const account = { email: "user@example.com", key: "0123456789abcdef", edition: "groups" } as const;

/** Signing and sending a file as a form. */
export const upload: Part = {
  name: "upload",
  title: "Upload of a file",
  method:
    "`manifests.upload` over undici. Its lower bound reads the file into an HMAC, reads it again, form-encodes it with a table into a reused buffer, and sends it with bare undici. Memory is the rise of a new process above the peak of its first upload, which has 1 KB, over five processes. From 10 MB on the rise is the young generation of the heap, which fills up once. The stand-in for the Python client reads the file as text, builds the message and its HMAC, and posts the form once with requests. Both hash the file in compiled code; ours hashes it twice, because it refuses to send a file that changed after signing.",
  run,
};

async function run(): Promise<Findings> {
  using folder = temporaryFolder();
  using server = await startServer();
  const { row, cpuUs } = await cpuRow(folder.path, server.url);
  const { rows, risesMb } = await memoryRows(folder.path, server.url);
  const ours = { cpuUs, riseMb: risesMb[sizesMb.indexOf(comparedMb)] ?? NaN };
  return { rows: [row, ...rows, ...(await pythonRows(folder.path, server.url, ours))], skipped: [pythonOriginal] };
}

async function cpuRow(folder: string, url: string): Promise<{ readonly row: Row; readonly cpuUs: number }> {
  const file = await sbomFile(folder, comparedMb * megabyte);
  const transport = undiciTransport();
  const dispatcher = new Agent();
  const client = createVigiles({ ...account, url, transport });
  const ours = (): Promise<unknown> => client.manifests.upload({ file });
  const field = [contender("limit", () => limit(file, url, dispatcher)), contender("ours", ours)];
  const samples = await interleaved(field, { budgetMs: 30_000, atOnce: 1, times: 1, warmUp: 1 });
  const figure = ratiosOf(samplesOf(samples, "ours"), samplesOf(samples, "limit"));
  const work = `Upload of ${comparedMb} MB ÷ read, HMAC, encode and bare undici`;
  const row = await explained({ work, unit: "×", figure, atMost: 1.3 }, ours);
  await client.close();
  await Promise.all([transport.close?.(), dispatcher.close()]);
  return { row, cpuUs: figureOf(samplesOf(samples, "ours")).median };
}

/** The stand-in for the Python client does the minimum: it signs and sends the file as one text. */
async function pythonRows(
  folder: string,
  url: string,
  ours: { readonly cpuUs: number; readonly riseMb: number },
): Promise<readonly Row[]> {
  const python = pythonExecutable();
  if (python === undefined) return [];
  const files = [await sbomFile(folder, 900), await sbomFile(folder, comparedMb * megabyte)];
  const script = join(import.meta.dirname, "..", "programs", "upload.py");
  const { stdout } = await promisify(execFile)(python, [script, `${url}/upload`, ...files]);
  const [small, large] = JSON.parse(stdout) as { cpuSeconds: number; peakBytes: number }[];
  const cpuUs = (large?.cpuSeconds ?? NaN) * 1e6;
  const riseMb = ((large?.peakBytes ?? NaN) - (small?.peakBytes ?? NaN)) / megabyte;
  const least = "the least that Python's client has to do";
  const cpu: Row = {
    work: `CPU of ${comparedMb} MB ÷ ${least}`,
    unit: "×",
    figure: figureOf([ours.cpuUs / cpuUs]),
    atMost: 0.05,
  };
  const memory = figureOf([ours.riseMb / riseMb]);
  return [
    await explained(cpu, () => uploadOnce(files[1] ?? "", url)),
    { work: `Peak memory of ${comparedMb} MB ÷ ${least}`, unit: "×", figure: memory, atMost: 0.033 },
  ];
}

async function uploadOnce(file: string, url: string): Promise<void> {
  const transport = undiciTransport();
  const client = createVigiles({ ...account, url, transport });
  await client.manifests.upload({ file });
  await client.close();
  await transport.close?.();
}

async function limit(file: string, url: string, dispatcher: Agent): Promise<void> {
  await hmacOfFile(file);
  const body = Readable.from(encoded(file), { objectMode: false });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await request(`${url}/upload`, { method: "POST", headers, body, dispatcher });
  await answer.body.dump();
}

async function* encoded(file: string): AsyncIterable<Uint8Array> {
  const encode = percentEncoder();
  for await (const chunk of fileChunks(file)) yield encode(chunk);
}

async function memoryRows(
  folder: string,
  url: string,
): Promise<{ readonly rows: readonly Row[]; readonly risesMb: readonly number[] }> {
  const small = await sbomFile(folder, 900);
  const rows: Row[] = [];
  const risesMb: number[] = [];
  for (const sizeMb of sizesMb) {
    const large = await sbomFile(folder, sizeMb * megabyte);
    const script = join(import.meta.dirname, "..", "upload-once.ts");
    const samples: number[] = [];
    for (let index = 0; index < processes; index++) {
      const { stdout } = await promisify(execFile)(process.execPath, [script, "undici", url, small, large]);
      const { smallPeakBytes, largePeakBytes } = JSON.parse(stdout) as Record<string, number>;
      samples.push(((largePeakBytes ?? NaN) - (smallPeakBytes ?? NaN)) / megabyte);
    }
    const figure = figureOf(samples);
    risesMb.push(figure.median);
    rows.push({ work: `Peak memory of ${sizeMb} MB above 1 KB`, unit: "MB", figure, atMost: 25 });
  }
  const apart = figureOf([Math.max(...risesMb) - Math.min(...risesMb)]);
  const last: Row = { work: "The same: largest less smallest", unit: "MB", figure: apart, atMost: 10 };
  return { rows: [...rows, last], risesMb };
}
