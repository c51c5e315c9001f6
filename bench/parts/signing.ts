import { createLinuxLink, fileValue, signRequest } from "@org/linuxlink-auth";
import { createHmac } from "node:crypto";
import { contender, repeated } from "../harness/contender.ts";
import { explained } from "../harness/explained.ts";
import { fileChunks } from "../harness/file-chunks.ts";
import type { Findings, Part, Row } from "../harness/part.ts";
import { interleaved, samplesOf } from "../harness/rounds.ts";
import { sbomFile, temporaryFolder } from "../harness/sbom-file.ts";
import { figureOf, ratiosOf } from "../harness/statistics.ts";

const key = "0123456789abcdef0123456789abcdef";
const account = { email: "user@example.com", key };
const resource = "/api/v1/vigiles/manifests";
const params = { group_token: "abc123", manifest_name: "name", subscribe: "weekly", upload_only: true };
const sizesMb = [10, 100];

/** Signatures of small calls and of files. */
export const signing: Part = {
  name: "signing",
  title: "Signing",
  method:
    "A small call has five parameters; its limit is the HMAC-SHA256 of the message as one string that is there already, key included. A file is signed by a dry run; its limit reads the file in chunks of 64 KB into an HMAC.",
  run,
};

async function run(): Promise<Findings> {
  using folder = temporaryFolder();
  const rows = [...(await small())];
  for (const sizeMb of sizesMb) rows.push(...(await ofFile(folder.path, sizeMb)));
  return { rows, skipped: ["the Python original, which is not installed here"] };
}

/** Signs a small call, as a client does for each request. */
export function signSmall(): unknown {
  return signRequest({ method: "POST", resource, params, ...account, baseUrl: "https://vigiles.lynx.com" });
}

async function small(): Promise<readonly Row[]> {
  const message = signRequest({ method: "POST", resource, params, ...account, baseUrl: "https://x.example" }).hmac_msg;
  const bare = contender("bare", () => createHmac("sha256", key).update(message).digest("base64"));
  const field = [bare, contender("signed", signSmall)];
  const samples = await interleaved(field, { budgetMs: 10_000, atOnce: 1, times: 5_000, warmUp: 30_000 });
  const limit = samplesOf(samples, "bare");
  const figure = ratiosOf(samplesOf(samples, "signed"), limit);
  const row: Row = { work: "Small signature ÷ bare HMAC", unit: "×", figure, atMost: 2 };
  return [
    { work: "Bare HMAC of a small message", unit: "µs", figure: figureOf(limit) },
    await explained(row, () => repeated(signSmall, 20_000, 1)),
  ];
}

async function ofFile(folder: string, sizeMb: number): Promise<readonly Row[]> {
  const path = await sbomFile(folder, sizeMb * 1_000_000);
  const client = createLinuxLink({ ...account, url: "https://vigiles.lynx.com", dryRun: true, logLevel: "silent" });
  const signed = (): Promise<unknown> => client.post(resource, { ...params, manifest: fileValue(path) });
  const field = [contender("bare", () => hmacOfFile(path)), contender("signed", signed)];
  const samples = await interleaved(field, { budgetMs: 12_000, atOnce: 1, times: 1, warmUp: 3 });
  const limit = samplesOf(samples, "bare");
  const figure = ratiosOf(samplesOf(samples, "signed"), limit);
  return [
    { work: `Bare HMAC of a file of ${sizeMb} MB`, unit: "µs", figure: figureOf(limit) },
    await explained({ work: `Signature of ${sizeMb} MB ÷ bare HMAC`, unit: "×", figure, atMost: 1.1 }, signed),
  ];
}

/** The limit: the file's bytes, read and hashed. */
export async function hmacOfFile(path: string): Promise<string> {
  const hmac = createHmac("sha256", key);
  for await (const chunk of fileChunks(path)) hmac.update(chunk);
  return hmac.digest("base64");
}
