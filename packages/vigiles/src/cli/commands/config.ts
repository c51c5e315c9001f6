import type { Command } from "commander";
import type { CommandContext } from "../context/command-context.js";
import { givenFlag, type GlobalOptions } from "../options/global-options.js";
import { proxySetting } from "../options/effective-proxy.js";
import type { Io } from "../io.js";
import type { Runner } from "../run-command.js";
import { examples } from "../help/examples.js";

/** A setting, and what it comes from. No secret is one. */
export interface Setting {
  readonly setting: string;
  readonly value: string | number | boolean | null;
  /** A flag, a variable, a file, or `default`. */
  readonly source: string;
}

/** Fills `config` in. */
export function configCommand(config: Command, run: Runner): void {
  config.addHelpText("after", examples("vigiles config", "vigiles -k other_key config --output table"));
  config.action(run(settingsOf));
}

/**
 * Every setting of a command line: flags beat variables, those beat files.
 *
 * @param context - of the command that shows them
 * @returns rows in a fixed order; what no file says is null
 */
async function settingsOf({ client, command, globals, io }: CommandContext): Promise<Setting[]> {
  const { readKeyFile } = await import("@org/linuxlink-auth");
  const keyFile = readKeyFile(globals.keyFile, { env: io.env, logger: silent });
  await client.configure();
  const { url, email, edition, groupToken, productToken, folderToken } = client.currentConfig;
  const given = (name: string, variable?: string): string | undefined => sourceOf(command, io, name, variable);
  const dashboard = "dashboard config";
  return [
    row("key-file", keyFile.path, given("keyFile", "VIGILES_KEY_FILE")),
    row("email", email, "key file"),
    row("dash-config", globals.dashConfig, given("dashConfig", "VIGILES_DASHBOARD_CONFIG")),
    row("group-token", groupToken, dashboard),
    row("product-token", productToken, dashboard),
    row("folder-token", folderToken, dashboard),
    row("url", url, given("url", "LINUXLINK_SERVER") ?? (keyFile.serverUrl === undefined ? undefined : "key file")),
    row("edition", edition, given("edition", "VIGILES_EDITION") ?? "found out from server and files"),
    { setting: "proxy", ...proxySetting(globals, io.env) },
    ...plainSettings(globals, given),
  ];
}

function plainSettings(globals: GlobalOptions, given: (name: string, variable?: string) => string | undefined) {
  const { caBundle, insecure, timeoutMs, attempts, output, allowUnknown, logLevel } = globals;
  const retries = attempts === undefined ? undefined : attempts - 1;
  const seconds = timeoutMs === undefined ? undefined : timeoutMs / 1000;
  return [
    row("ca-bundle", caBundle, given("caBundle")),
    row("insecure", insecure, given("insecure")),
    row("timeout", seconds, given("timeout")),
    row("retries", retries ?? 2, given("retries")),
    row("output", output, given("output")),
    row("allow-unknown", allowUnknown, given("allowUnknown")),
    row("log-level", logLevel, given("debug") ?? given("verbose") ?? given("quiet") ?? given("logLevel", "LOG_LEVEL")),
  ];
}

function row(setting: string, value: Setting["value"] | undefined, source: string | undefined): Setting {
  if (value === undefined) return { setting, value: null, source: "default" };
  return { setting, value, source: source ?? "default" };
}

function sourceOf(command: Command, { env }: Io, name: string, variable?: string): string | undefined {
  const flag = givenFlag(command, name);
  if (flag !== undefined) return `flag ${flag}`;
  return variable !== undefined && env[variable] ? `environment ${variable}` : undefined;
}

/** What is wrong with the key file is said by the client itself. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };
