import { readdirSync, readFileSync } from "node:fs";
import { startEmulator } from "@org/emulator";
import { vigiles } from "../command.js";
import { account, workspace, type Workspace } from "../workspace.js";
import type { CommandLine } from "./command-lines.js";
import { inputFiles } from "./command-values.js";
import { checkouts, runOriginal } from "./original-command.js";

/** What one of the two commands did. */
export interface Outcome {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The requests, each with its parameters in one order. */
  readonly requests: readonly string[];
  /** The files that were written, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** A command line, and what both commands did with it. */
export interface Comparison {
  readonly line: CommandLine;
  readonly original: Outcome;
  readonly here: Outcome;
}

type Runner = (
  argv: readonly string[],
  env: Record<string, string>,
) => Promise<{ readonly exit: number; readonly stdout: string; readonly stderr: string }>;

/** Runs a command line by both commands, each against a service of its own that is in the same state. */
export async function runBoth(line: CommandLine): Promise<Comparison> {
  const { edition } = line;
  const original = await run(line, (argv, env) => runOriginal(checkouts[edition], argv, env));
  const here = await run(line, async (argv, env) => {
    const { exit, bytes, stderr } = await vigiles(argv, { env: { ...env, VIGILES_EDITION: edition } });
    return { exit, stdout: bytes.toString("utf8"), stderr };
  });
  return { line, original, here };
}

const startMs = Date.UTC(2026, 0, 2, 3, 4, 5);

async function run({ globals, words, hasConfig }: CommandLine, runner: Runner): Promise<Outcome> {
  await using service = await startEmulator({ startMs, vigiles: { users: [account], seedVectors: true } });
  using files = workspace();
  for (const [name, content] of Object.entries(inputFiles)) files.write(name, content);
  const key = files.write("key", { ...account, organization_key: account.key });
  const config = files.write("config", { group: "G-8", product: "G-8", folder: "F-9" });
  const places = ["-k", key, "-u", service.http, ...(hasConfig ? ["-d", config] : [])];
  const argv = [...places, ...globals, ...words].map((word) => word.replace("{DIR}", files.folder));
  const { exit, stdout, stderr } = await runner(argv, { HOME: files.folder });
  const anonymous = (text: string): string => text.replaceAll(files.folder, "{DIR}").replaceAll(service.http, "{URL}");
  return {
    exit,
    stdout: anonymous(stdout),
    stderr: anonymous(stderr),
    requests: service.requests.map(({ method, url, body }) => inOneOrder(method, url, body)),
    files: writtenFiles(files),
  };
}

/** Parameters have no order that matters: the signature covers them sorted. */
function inOneOrder(method: string, url: string, body: Uint8Array): string {
  const { pathname, searchParams } = new URL(url, "http://service");
  const params = [...searchParams, ...new URLSearchParams(Buffer.from(body).toString("utf8"))];
  const texts = params.map((pair) => pair.join("="));
  return [method, pathname, ...texts.toSorted()].join("\n");
}

function writtenFiles({ folder, path }: Workspace): Record<string, string> {
  const given = new Set(["key", "config", ...Object.keys(inputFiles)]);
  const written = readdirSync(folder).filter((name) => !given.has(name));
  return Object.fromEntries(written.toSorted().map((name) => [name, readFileSync(path(name)).toString("latin1")]));
}
