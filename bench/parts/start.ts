import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { folderOf, pythonExecutable } from "../harness/environment.ts";
import type { Findings, Part, Row } from "../harness/part.ts";
import { processCost } from "../harness/process-cost.ts";
import { temporaryFolder } from "../harness/sbom-file.ts";
import { startServer } from "../harness/start-server.ts";
import { figureOf, ratiosOf } from "../harness/statistics.ts";

const rounds = 11;
const program = (name: string): string => join(import.meta.dirname, "..", "programs", name);
const script = (code: string): readonly string[] => [process.execPath, "--input-type=module", "-e", code];

/** Measures whole processes, including their start. */
export const start: Part = {
  name: "start",
  title: "Start",
  method: `CPU time of whole processes, ${rounds} of each in turns. “With a request” means one GET of the small response; the heartbeat is one signed POST. A session over got loads its own bundle and got.`,
  run,
};

async function run(): Promise<Findings> {
  using folder = temporaryFolder();
  using server = await startServer();
  const python = pythonExecutable();
  const samples = measured(programs(folder.path, server.url, python));
  const of = (name: string): readonly number[] => samples.get(name) ?? [];
  const bare = of("bare");
  const above = (name: string): readonly number[] => of(name).map((ms, index) => ms - (bare[index] as number));
  const rows: readonly Row[] = [
    { work: "node -e 0", unit: "ms", figure: figureOf(bare) },
    { work: "import '@org/http-core', above bare node", unit: "ms", figure: figureOf(above("core")), atMost: 15 },
    ...["got", "undici", "axios", "ky"].map((name): Row => {
      return { work: `import '${name}', above bare node`, unit: "ms", figure: figureOf(above(name)) };
    }),
    {
      work: "Session over got with a request ÷ got with a request",
      unit: "×",
      figure: ratiosOf(of("core request"), of("got request")),
      atMost: 1.05,
    },
    ...["version", "--version"].map((word): Row => {
      return { work: `vigiles ${word} ÷ node -e 0`, unit: "×", figure: ratiosOf(of(word), bare), atMost: 1.5 };
    }),
    { work: "vigiles heartbeat", unit: "ms", figure: figureOf(of("heartbeat")) },
    ...(python === undefined ? [] : againstPython(of("heartbeat"), of("python"))),
  ];
  const skipped = python === undefined ? "vigiles heartbeat ÷ Python: there is no Python with requests" : undefined;
  return { rows, ...(skipped === undefined ? {} : { skipped: [skipped] }) };
}

/** The folder of a checkout of the original Python command, which `VIGILES_PY` names; empty if there is none. */
const [original = ""] = (process.env["VIGILES_PY"] ?? "").split(delimiter);
const pythonWork =
  original === "" ? "Python's import of requests and one POST" : "heartbeat of the original Python command";

/** Compares with the original Python command; without a checkout, with a program that does the minimum of it. */
function againstPython(heartbeat: readonly number[], python: readonly number[]): readonly Row[] {
  return [
    { work: pythonWork, unit: "ms", figure: figureOf(python) },
    { work: `vigiles heartbeat ÷ ${pythonWork}`, unit: "×", figure: ratiosOf(heartbeat, python), atMost: 0.65 },
  ];
}

/** The program that `vigiles heartbeat` is compared with. */
function pythonCommand(python: string, keyFile: string, url: string): readonly string[] {
  if (original === "") return [python, program("requests_post.py"), `${url}/heartbeat`];
  return [python, join(original, "src", "bin", "vigiles"), "-k", keyFile, "-u", url, "heartbeat"];
}

function programs(folder: string, url: string, python: string | undefined): ReadonlyMap<string, readonly string[]> {
  const vigiles = join(folderOf("@org/vigiles"), "bin", "vigiles.cjs");
  const keyFile = join(folder, "key");
  writeFileSync(keyFile, JSON.stringify({ email: "user@example.com", key: "0123456789abcdef" }), { mode: 0o600 });
  const named = (name: string): readonly string[] => script(`import ${JSON.stringify(import.meta.resolve(name))}`);
  return new Map([
    ["bare", [process.execPath, "-e", "0"]],
    ["core", named("@org/http-core")],
    ...["got", "undici", "axios", "ky"].map((name) => [name, named(name)] as const),
    ["core request", [process.execPath, program("session-once.ts"), url]],
    ["got request", [process.execPath, program("got-once.ts"), url]],
    ...["version", "--version"].map((word) => [word, [process.execPath, vigiles, word]] as const),
    ["heartbeat", [process.execPath, vigiles, "-k", keyFile, "-u", url, "heartbeat"]],
    ...(python === undefined ? [] : [["python", pythonCommand(python, keyFile, url)] as const]),
  ]);
}

/**
 * The environment without CA files of this machine: reading one takes longer than a heartbeat, and the server has no TLS.
 * Python finds the original package by `PYTHONPATH`.
 */
function childEnvironment(): NodeJS.ProcessEnv {
  const names = new Set([
    "NODE_EXTRA_CA_CERTS",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
  ]);
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.has(name)));
  return original === "" ? kept : { ...kept, PYTHONPATH: join(original, "src", "lib") };
}

function measured(all: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly number[]> {
  const samples = new Map([...all.keys()].map((name) => [name, [] as number[]]));
  const env = childEnvironment();
  for (let round = 0; round < rounds; round++) {
    for (const [name, command] of all) samples.get(name)?.push(processCost(command, env).cpuMs);
  }
  return samples;
}
