import { readdirSync, readFileSync } from "node:fs";
import { startEmulator } from "@org/emulator";
import type { Edition } from "../../../src/index.js";
import type { Run } from "../command.js";
import { startVigiles, waitForExit } from "../process.js";
import { account, workspace, type Workspace } from "../workspace.js";
import { checkouts, runOriginal } from "./original-command.js";

/** A command line, and the files that it finds. */
export interface Scenario {
  readonly edition: Edition;
  /** `{KEY}`, `{DASH}`, `{DIR}` and `{URL}` stand for the key file, the dashboard config, their folder and the server. */
  readonly argv: readonly string[];
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** The content of the dashboard config. */
  readonly dash: object;
}

/** What one of the two commands did. Folder and server have their names of {@link Scenario} everywhere. */
export interface Outcome {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The requests, each with its parameters in one order. */
  readonly requests: readonly string[];
  /** The files that were written, by name, with a character for each byte. */
  readonly files: Readonly<Record<string, string>>;
}

/** What both commands did with a command line. */
export interface Comparison {
  readonly scenario: Scenario;
  readonly original: Outcome;
  readonly here: Outcome;
}

type Runner = (argv: readonly string[], env: Record<string, string>) => Promise<Run>;

/** Runs a command line by both commands, each against a service of its own that is in the same state. */
export async function runBoth(scenario: Scenario): Promise<Comparison> {
  const { edition } = scenario;
  const [original, here] = await Promise.all([
    run(scenario, (argv, env) => runOriginal(checkouts[edition], argv, env)),
    run(scenario, (argv, env) => waitForExit(startVigiles(argv, { ...env, VIGILES_EDITION: edition }))),
  ]);
  return { scenario, original, here };
}

const startMs = Date.UTC(2026, 0, 2, 3, 4, 5);

async function run({ argv, files: given, dash }: Scenario, runner: Runner): Promise<Outcome> {
  await using service = await startEmulator({ startMs, vigiles: { users: [account], seedVectors: true } });
  using files = workspace();
  for (const [name, content] of Object.entries(given)) files.write(name, content);
  const places: Readonly<Record<string, string>> = {
    "{KEY}": files.keyFile({ key: account.key }),
    "{DASH}": files.write("dashboard_config", dash),
    "{DIR}": files.folder,
    "{URL}": service.http,
  };
  const words = argv.map((word) => word.replace(/\{[A-Z]+\}/, (place) => places[place] ?? place));
  const { exit, bytes, stderr } = await runner(words, { HOME: files.folder });
  const anonymous = (text: string): string => text.replaceAll(files.folder, "{DIR}").replaceAll(service.http, "{URL}");
  return {
    exit,
    stdout: anonymous(readBytes(bytes, "utf8")),
    stderr: anonymous(stderr),
    requests: service.requests.map(({ method, url, body }) => inOneOrder(method, url, body)),
    files: writtenFiles(files, Object.keys(given)),
  };
}

/** The order of parameters means nothing: the signature covers them sorted. */
function inOneOrder(method: string, url: string, body: Uint8Array): string {
  const { pathname, searchParams } = new URL(url, "http://service");
  const params = [...searchParams, ...new URLSearchParams(Buffer.from(body).toString("utf8"))];
  const texts = params.map((pair) => pair.join("="));
  return [method, pathname, ...texts.toSorted()].join("\n");
}

function writtenFiles({ folder, path }: Workspace, given: readonly string[]): Record<string, string> {
  const known = new Set(["linuxlink_key", "dashboard_config", ...given]);
  const written = readdirSync(folder).filter((name) => !known.has(name));
  return Object.fromEntries(written.toSorted().map((name) => [name, readBytes(readFileSync(path(name)), "latin1")]));
}

/** Reads bytes as text. A workbook is a ZIP file, which has the time of each of its parts twice: both become zeros. */
function readBytes(bytes: Buffer, encoding: "utf8" | "latin1"): string {
  if (!bytes.subarray(0, 2).equals(Buffer.from("PK"))) return bytes.toString(encoding);
  const copy = Buffer.from(bytes);
  for (const [mark, offset] of timesInZip) {
    for (let at = copy.indexOf(mark); at >= 0; at = copy.indexOf(mark, at + 1))
      copy.fill(0, at + offset, at + offset + 4);
  }
  return copy.toString("latin1");
}

/** The marks before the time of a part, and how many bytes after them it is. */
const timesInZip = [
  [Buffer.from([0x50, 0x4b, 3, 4]), 10],
  [Buffer.from([0x50, 0x4b, 1, 2]), 12],
] as const;
