import { createSession } from "@org/http-core";
import { createLinuxLink, fileValue, linuxLinkAuth, signRequest } from "@org/linuxlink-auth";
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { contender, repeated } from "../harness/contender.ts";
import { pythonExecutable, pythonOriginal } from "../harness/environment.ts";
import { explained } from "../harness/explained.ts";
import { fileChunks } from "../harness/file-chunks.ts";
import type { Findings, Part, Row } from "../harness/part.ts";
import { processContender } from "../harness/process-contender.ts";
import { interleaved, samplesOf } from "../harness/rounds.ts";
import { sbomFile, temporaryFolder } from "../harness/sbom-file.ts";
import { figureOf, ratiosOf } from "../harness/statistics.ts";

const key = "0123456789abcdef0123456789abcdef";
const account = { email: "user@example.com", key };
const server = "https://vigiles.lynx.com";
const resource = "/api/v1/vigiles/manifests";
const params = { group_token: "abc123", manifest_name: "name", subscribe: "weekly", upload_only: true };
const sizesMb = [10, 100];

/** Signatures of small calls and of files. */
export const signing: Part = {
  name: "signing",
  title: "Signing",
  method:
    "A small call has five parameters; its lower bound is the HMAC-SHA256 of the finished message with an existing key. The lower bound for a file reads it in chunks of 64 KB into an HMAC. Signing a file means everything that a call does before it sends (`session.prepare`), including the check of UTF-8 and the length of the form. A dry run also computes the file's SHA-256, so it hashes each byte twice and can't reach the bound of one HMAC. The stand-in for the Python client builds the message, its HMAC and the form with the standard library.",
  run,
};

async function run(): Promise<Findings> {
  using folder = temporaryFolder();
  const rows = [...(await small())];
  for (const sizeMb of sizesMb) rows.push(...(await ofFile(folder.path, sizeMb)));
  return { rows: [...rows, ...(await againstPython())], skipped: [pythonOriginal] };
}

/** The stand-in for the Python client does the minimum: the message, its HMAC and the form. */
async function againstPython(): Promise<readonly Row[]> {
  const python = pythonExecutable();
  if (python === undefined) return [];
  const script = join(import.meta.dirname, "..", "programs", "small_signature.py");
  const standIn = processContender("python", [python, script]);
  const field = [contender("signed", signSmall), standIn];
  const samples = await interleaved(field, { budgetMs: 10_000, atOnce: 1, times: 5_000, warmUp: 30_000 });
  await standIn.close?.();
  const figure = ratiosOf(samplesOf(samples, "signed"), samplesOf(samples, "python"));
  return [{ work: "Small signature ÷ the least that Python's client has to do", unit: "×", figure, atMost: 0.4 }];
}

/** Signs a small call, as a client does for each request. */
export function signSmall(): unknown {
  return signRequest({ method: "POST", resource, params, ...account, baseUrl: server });
}

async function small(): Promise<readonly Row[]> {
  const message = signRequest({ method: "POST", resource, params, ...account, baseUrl: server }).hmac_msg;
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
  const withFile = { ...params, manifest: fileValue(path) };
  const session = createSession({ auth: linuxLinkAuth({ ...account, url: server }), baseUrl: server });
  const client = createLinuxLink({ ...account, url: server, dryRun: true, logLevel: "silent" });
  const authOptions = { resource, params: withFile };
  const signed = (): Promise<unknown> => session.prepare(resource, { method: "POST", authOptions });
  const dryRun = (): Promise<unknown> => client.post(resource, withFile);
  const field = [contender("bare", () => hmacOfFile(path)), contender("signed", signed), contender("dry run", dryRun)];
  const samples = await interleaved(field, { budgetMs: 18_000, atOnce: 1, times: 1, warmUp: 3 });
  const limit = samplesOf(samples, "bare");
  const rowOf = (work: string, name: string): Row => {
    const figure = ratiosOf(samplesOf(samples, name), limit);
    return { work: `${work} ${sizeMb} MB ÷ bare HMAC`, unit: "×", figure, atMost: 1.1 };
  };
  return [
    { work: `Bare HMAC of a file of ${sizeMb} MB`, unit: "µs", figure: figureOf(limit) },
    await explained(rowOf("Signature of", "signed"), signed),
    await explained(rowOf("Dry run with", "dry run"), dryRun),
  ];
}

/** The lower bound: reading and hashing the file. */
export async function hmacOfFile(path: string): Promise<string> {
  const hmac = createHmac("sha256", key);
  for await (const chunk of fileChunks(path)) hmac.update(chunk);
  return hmac.digest("base64");
}
