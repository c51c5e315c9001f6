import { undiciTransport } from "@org/http-core/undici";
import { createVigiles } from "@org/vigiles";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { Agent, request } from "undici";
import { contender } from "../harness/contender.ts";
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
const processes = 5;
const account = { email: "user@example.com", key: "0123456789abcdef", edition: "groups" } as const;

/** Signing and sending a file as a form. */
export const upload: Part = {
  name: "upload",
  title: "Upload of a file",
  method:
    "`manifests.upload` over undici. Its limit reads the file into an HMAC, reads it again, form-encodes it by a table into a buffer that is reused, and sends it by bare undici. Memory is how far a fresh process rises above the peak of an upload of 1 KB that it did first, for five processes each.",
  run,
};

async function run(): Promise<Findings> {
  using folder = temporaryFolder();
  using server = await startServer();
  const rows = [await cpuRow(folder.path, server.url), ...(await memoryRows(folder.path, server.url))];
  return { rows, skipped: ["the Python original, which is not installed here"] };
}

async function cpuRow(folder: string, url: string): Promise<Row> {
  const file = await sbomFile(folder, 100 * megabyte);
  const transport = undiciTransport();
  const dispatcher = new Agent();
  const client = createVigiles({ ...account, url, transport });
  const ours = (): Promise<unknown> => client.manifests.upload({ file });
  const field = [contender("limit", () => limit(file, url, dispatcher)), contender("ours", ours)];
  const samples = await interleaved(field, { budgetMs: 30_000, atOnce: 1, times: 1, warmUp: 1 });
  const figure = ratiosOf(samplesOf(samples, "ours"), samplesOf(samples, "limit"));
  const row: Row = { work: "Upload of 100 MB ÷ read, HMAC, encode and bare undici", unit: "×", figure, atMost: 1.3 };
  const shown = await explained(row, ours);
  await client.close();
  await Promise.all([transport.close?.(), dispatcher.close()]);
  return shown;
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

async function memoryRows(folder: string, url: string): Promise<readonly Row[]> {
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
  return [...rows, { work: "The same: largest less smallest", unit: "MB", figure: apart, atMost: 10 }];
}
