import { existsSync, readFileSync } from "node:fs";
import { vigiles, type Run, type World } from "./command.js";
import { loopback, type TestResponse } from "./servers/loopback.js";
import { workspace } from "./workspace.js";

/** A run of the command, and what it sent and wrote. */
export interface RecordedRun extends Run {
  /** How many requests it sent. */
  readonly requests: number;
  /** The text of a file in the run's folder; undefined if there is no such file. */
  file(name: OutputName): string | undefined;
}

const outputNames = ["o.sarif", "o.xml", "o.html", "o.md", "o.csv", "o.json"] as const;
/** A file that a test may ask for. */
export type OutputName = (typeof outputNames)[number];

/**
 * Runs the command against a server that responds to every request with the same body.
 *
 * @param body - of the responses
 * @param argv - `{DIR}` becomes a folder of the run's own, `{SBOM}` a file in it
 * @param world - environment, terminal and input. Default: none
 */
export async function runWithBody(
  body: TestResponse["body"],
  argv: readonly string[],
  world: World = {},
): Promise<RecordedRun> {
  await using server = await loopback(() => ({ body }));
  using files = workspace();
  const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url, ...world.env };
  for (const [name, value] of Object.entries(env)) env[name as keyof typeof env] = value.replace("{DIR}", files.folder);
  const sbom = files.write("sbom.json", "{}");
  const args = argv.map((arg) => arg.replace("{DIR}", files.folder).replace("{SBOM}", sbom));
  const run = await vigiles(args, { ...world, env });
  const texts = new Map(outputNames.map((name) => [name, readIfExists(files.path(name))]));
  return { ...run, requests: server.requests.length, file: (name) => texts.get(name) };
}

function readIfExists(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
