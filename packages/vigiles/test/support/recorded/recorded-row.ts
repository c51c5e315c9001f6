import { readFileSync } from "node:fs";
import type { Edition } from "../../../src/index.js";
import type { Run } from "../command.js";
import { expectedSignature } from "./expected-signature.js";
import { loopback, type SeenRequest } from "../servers/loopback.js";
import { plainService } from "../servers/plain-service.js";
import { vectors, type Vector } from "./vectors.js";
import { account, workspace } from "../workspace.js";

/** A recorded command line that this command treats differently on purpose. */
export interface Deviation {
  readonly edition: Edition;
  readonly row: string;
  /** Number of the wart that this mends, in `test/warts/warts.json`. */
  readonly wart: number;
  readonly why: string;
  /** Exit code of the recorded command line. */
  readonly exit: number;
  /** How many requests it sends. */
  readonly requests: number;
  /** Flags with which it sends what the original sent. */
  readonly added?: readonly string[];
  /** Parameters that are different even then. */
  readonly changed?: Readonly<Record<string, string>>;
}

/** All of them. */
export const deviations = JSON.parse(
  readFileSync(new URL("../../deviations.json", import.meta.url), "utf8"),
) as readonly Deviation[];

/** Every recorded command line, with the edition it was recorded in. */
export const recordedRows: readonly (readonly [Edition, string, Vector])[] = [
  ...vectors("vigiles-cli-requests").map((row) => ["groups", row.name, row] as const),
  ...vectors("linuxlink-cli-requests").map((row) => ["products", row.name, row] as const),
];

/** The deviation of a recorded command line, if it is one. */
export function deviationOf(edition: Edition, row: string): Deviation | undefined {
  return deviations.find((deviation) => deviation.edition === edition && deviation.row === row);
}

/** What a command line did: its exit code, and its requests, each with whether its signature is right. */
export interface Outcome {
  readonly exit: number;
  readonly requests: readonly object[];
}

/** Runs the command, in this process or another. */
export type Command = (argv: readonly string[], env: Record<string, string>) => Promise<Pick<Run, "exit">>;

/**
 * Runs a recorded command line against a server that records its requests.
 *
 * @param command - runs it
 * @param edition - for the environment
 * @param row - the recorded command line
 * @param added - flags at its end. Default: none
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
  const values = {
    "{KEY}": files.keyFile({ key: account.key }),
    "{URL}": server.url,
    "{DIR}": files.folder,
    "{DASH}": files.write("dashboard_config", row.dash),
  };
  const argv = row.argv.map((word) => word.replace(/\{[A-Z]+\}/, (name) => values[name as keyof typeof values]));
  const { exit } = await command([...argv, ...added], { VIGILES_EDITION: edition });
  return { exit, requests: server.requests.map(requestOf) };
}

function requestOf(seen: SeenRequest): object {
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
