import { once } from "node:events";
import { Command, InvalidArgumentError } from "commander";
import { startEmulator } from "./emulator.js";
import type { Emulator } from "./emulator.js";
import type { ArmorUser } from "./armor/options.js";
import { parseUser } from "./armor/users/parse-user.js";
import type { EmulatorOptions } from "./options.js";

interface Flags {
  readonly port: number;
  readonly httpsPort: number;
  readonly state?: string;
  readonly armorUser: readonly ArmorUser[];
}

/**
 * Runs the `org-emulator` command: prints one line of JSON when the servers listen, and serves until SIGTERM or SIGINT.
 *
 * @param argv - the arguments after the command's name
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
    .description("Serves local stand-ins of the Armor and LinuxLink/Vigiles services, for demos and tests.")
    .option("--port <n>", "port of plain HTTP; 0 takes a free one", toPort, 0)
    .option("--https-port <n>", "port of HTTPS; 0 takes a free one", toPort, 0)
    .option(
      "--state <dir>",
      "folder for the CA, key file, dashboard config, and what Vigiles holds between runs (default: a temporary one)",
    )
    .option(
      "--armor-user <user:password>",
      "someone who can log in to Armor, or as JSON with accounts and outcomes; repeatable",
      addUser,
      [],
    )
    .parse([...argv], { from: "user" })
    .opts<Flags>();
}

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError("A port is a number from 0 to 65535.");
  return port;
}

function addUser(text: string, before: readonly ArmorUser[]): readonly ArmorUser[] {
  try {
    return [...before, parseUser(text)];
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function toOptions({ port, httpsPort, state, armorUser }: Flags): EmulatorOptions {
  return {
    httpPort: port,
    httpsPort,
    ...(state !== undefined && { stateDir: state }),
    ...(armorUser.length > 0 && { armor: { users: armorUser } }),
  };
}

function describe({ http, https, ca, keyFile, dashboardConfig, armor }: Emulator): string {
  const { username, password, accountId } = armor;
  return JSON.stringify({ http, https, ca, keyFile, dashboardConfig, armor: { username, password, accountId } });
}
