import { readFileSync } from "node:fs";
import type { Edition } from "../../../src/index.js";
import type { Run } from "../command.js";
import { expectedSignature } from "./expected-signature.js";
import { loopback, type Seen } from "../servers/loopback.js";
import { plainService } from "../servers/plain-service.js";
import { vectors, type Vector } from "./vectors.js";
import { account, workspace } from "../workspace.js";

/** A row that we run differently on purpose. */
export interface Deviation {
  readonly edition: Edition;
  readonly row: string;
  /** Number of the original's weakness that this mends. */
  readonly wart: number;
  readonly why: string;
  /** What the row as it is comes to. */
  readonly exit: number;
  readonly requests: number;
  /** Flags with which it sends what the original sent, but for these parameters. */
  readonly added?: readonly string[];
  readonly changed?: Readonly<Record<string, string>>;
}

export const deviations = JSON.parse(
  readFileSync(new URL("../../deviations.json", import.meta.url), "utf8"),
) as readonly Deviation[];

/** Every recorded command line, with the edition it was recorded in. */
export const recordedRows: readonly (readonly [Edition, string, Vector])[] = [
  ...vectors("vigiles-cli-requests").map((row) => ["groups", row.name, row] as const),
  ...vectors("linuxlink-cli-requests").map((row) => ["products", row.name, row] as const),
];

export function deviationOf(edition: Edition, row: string): Deviation | undefined {
  return deviations.find((deviation) => deviation.edition === edition && deviation.row === row);
}

/** What a command line came to: its exit code, and each request with whether its signature is good. */
export interface Outcome {
  readonly exit: number;
  readonly requests: readonly object[];
}

/** Runs the command, in this process or another. */
export type Command = (argv: readonly string[], env: Record<string, string>) => Promise<Pick<Run, "exit">>;

/**
 * Runs a recorded command line against a server that keeps what it is asked.
 *
 * @param command - what runs it
 * @param edition - goes into the environment
 * @param row - of the recording
 * @param added - flags behind it
 */
export async function runRow(
  command: Command,
  edition: Edition,
  row: Vector,
  added: readonly string[] = [],
): Promise<Outcome> {
  await using server = await loopback(plainService);
  using files = workspace();
  for (const [file, content] of Object.entries(row.files)) files.write(file, content);
  const places = {
    "{KEY}": files.keyFile({ key: account.key }),
    "{URL}": server.url,
    "{DIR}": files.folder,
    "{DASH}": files.write("dashboard_config", row.dash),
  };
  const argv = row.argv.map((word) => word.replace(/\{[A-Z]+\}/, (place) => places[place as keyof typeof places]));
  const { exit } = await command([...argv, ...added], { VIGILES_EDITION: edition });
  return { exit, requests: server.requests.map(requestOf) };
}

function requestOf(seen: Seen): object {
  const { method, path, params, contentType, signature } = seen;
  return { method, path, params, contentType, signed: signature === expectedSignature(seen) };
}

/** What the recording says, with the parameters that a deviation changes. */
export function expectedOutcome(row: Vector, changed: Readonly<Record<string, string>> = {}): Outcome {
  const requests = row.requests.map(({ method, path, params, content_type: contentType }) => {
    const now = params.map(([name, value]) => [name, changed[name] ?? value]);
    return { method, path, params: now, contentType, signed: true };
  });
  return { exit: row.exit, requests };
}
