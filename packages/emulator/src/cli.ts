import { once } from "node:events";
import { Command, InvalidArgumentError } from "commander";
import type { ArmorUser } from "./armor/options.js";
import { parseUser } from "./armor/users/parse-user.js";
import { startEmulator } from "./emulator.js";
import type { Emulator } from "./emulator.js";
import type { EmulatorOptions } from "./options.js";
import { ownMembers } from "./own-members.js";

interface Flags {
  readonly port: number;
  readonly httpsPort: number;
  readonly state?: string;
  readonly armorUser: readonly ArmorUser[];
  readonly seedVectors?: boolean;
  readonly cors?: string;
}

/**
 * Runs the `org-emulator` command: starts the servers, prints one line of JSON, and serves until SIGTERM or SIGINT.
 *
 * @param argv - the arguments after the command's name
 * @returns a promise that settles when the servers have stopped; a failure sets exit code 1 and prints one line on stderr
 */
export async function run(argv: readonly string[]): Promise<void> {
  const flags = parseFlags(argv);
  const stopped = Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  try {
    const emulator = await startEmulator(toOptions(flags));
    process.stdout.write(`${describe(emulator)}\n`);
    await stopped;
    await emulator.close();
  } catch (error) {
    process.stderr.write(`org-emulator: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

function parseFlags(argv: readonly string[]): Flags {
  return new Command("org-emulator")
    .description(
      "Runs local copies of the Armor and LinuxLink/Vigiles services and an OAuth 2.0 server, for demos and tests.",
    )
    .option("--port <n>", "port for HTTP; 0 picks a free port", toPort, 0)
    .option("--https-port <n>", "port for HTTPS; 0 picks a free port", toPort, 0)
    .option(
      "--state <dir>",
      "folder for the CA, the key file, the dashboard config and the saved Vigiles data (default: a temporary folder)",
    )
    .option(
      "--armor-user <user:password>",
      "an Armor user; as JSON it can also set accounts and login outcomes; repeatable",
      addUser,
      [],
    )
    .option("--seed-vectors", "add the Vigiles data that the recorded requests of the original clients name")
    .option("--cors <origin>", "let the pages of an origin, such as http://localhost:5173, call the services")
    .parse([...argv], { from: "user" })
    .opts<Flags>();
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError("A port must be a number from 0 to 65535.");
  return port;
}

function addUser(text: string, previous: readonly ArmorUser[]): readonly ArmorUser[] {
  try {
    return [...previous, parseUser(text)];
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function toOptions(flags: Flags): EmulatorOptions {
  const { port, httpsPort, state, armorUser, seedVectors, cors } = ownMembers<Flags>(flags);
  return {
    httpPort: port,
    httpsPort,
    ...(state !== undefined && { stateDir: state }),
    ...(armorUser.length > 0 && { armor: { users: armorUser } }),
    ...(seedVectors !== undefined && { vigiles: { seedVectors } }),
    ...(cors !== undefined && { corsOrigin: cors }),
  };
}

function describe({ http, https, ca, keyFile, dashboardConfig, armor, oauth2 }: Emulator): string {
  const { username, password, accountId } = armor;
  const files = { ca, keyFile, dashboardConfig };
  return JSON.stringify({ http, https, ...files, armor: { username, password, accountId }, oauth2 });
}
