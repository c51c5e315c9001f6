import type { Command } from "commander";
import { Option } from "commander";
import { attempts, filled, logLevel, milliseconds, oneOf, proxyOf, shortLevel, type LogLevel } from "./parse-values.js";

/** Options that every command takes, before its name or, in their long form, after it. */
export interface GlobalOptions {
  readonly keyFile: string | undefined;
  readonly dashConfig: string | undefined;
  readonly url: string | undefined;
  readonly edition: "products" | "groups" | undefined;
  readonly insecure: boolean;
  readonly caBundle: string | undefined;
  /** False for none, whatever the environment says. */
  readonly proxy: string | false | undefined;
  readonly dryRun: boolean;
  readonly output: "json" | "table" | "raw" | undefined;
  /** Compact JSON. */
  readonly compact: boolean;
  readonly timeoutMs: number | undefined;
  readonly attempts: number | undefined;
  readonly allowUnknown: boolean;
  readonly logLevel: LogLevel;
  readonly debug: boolean;
  /** Errors only, and no progress. */
  readonly quiet: boolean;
}

const editions = ["products", "groups"] as const;
const outputs = ["json", "table", "raw"] as const;

const definitions: readonly (readonly [string, string])[] = [
  ["-k, --key-file <path>", "key file (env VIGILES_KEY_FILE; default ~/timesys/linuxlink_key)"],
  ["-d, --dash-config <path>", "dashboard config (env VIGILES_DASHBOARD_CONFIG)"],
  ["-u, --url <url>", "server (env LINUXLINK_SERVER; default: the key file's, then the edition's)"],
  ["--edition <edition>", "products or groups (env VIGILES_EDITION; default: found out)"],
  ["-i, --insecure", "do not check the server's certificate"],
  ["--ca-bundle <path>", "PEM file of further certificate authorities"],
  ["--proxy <url>", "http(s) proxy, or none; credentials go in HTTPS_PROXY (default: HTTPS_PROXY and its kin)"],
  ["--dry-run", "print the signed request instead of sending it"],
  ["--output <form>", "json, table or raw (default: table on a terminal, else json)"],
  ["-f, --no-format", "compact JSON"],
  ["--timeout <seconds>", "limit for a call, and for waiting for a background job; 0 for the longest, a day"],
  ["--retries <count>", "repeats of a call that failed on the way, 0 to 9"],
  ["--allow-unknown", "send values that this version does not know"],
  ["--log-level <level>", "debug, info, warn, error or silent (env LOG_LEVEL; default warn)"],
  ["--verbose", "log what is done: --log-level info"],
  ["--quiet", "errors only, and no progress"],
  ["--debug", "log everything, and more about errors"],
];

/**
 * Adds the global options to the whole command tree. Below the root only long forms are taken, since many commands
 * use the letters themselves; there they are left out of the help's own list.
 *
 * @param root - with all its commands
 */
export function addGlobalOptions(root: Command): void {
  for (const [flags, description] of definitions) root.addOption(new Option(flags, description));
  for (const child of root.commands) addLongForms(child);
}

function addLongForms(command: Command): void {
  const own = new Set(command.options.map((option) => option.long));
  for (const [flags, description] of definitions) {
    const long = flags.replace(/^-\w, /, "");
    if (!own.has(long.split(" ")[0])) command.addOption(new Option(long, description).hideHelp());
  }
  for (const child of command.commands) addLongForms(child);
}

/**
 * The global options of a command line; what stands nearer to the command wins, then the environment.
 *
 * @param command - the one that runs
 * @param env - of the process
 * @throws VigilesError `USAGE`
 */
export function globalOptions(command: Command, env: Readonly<Record<string, string | undefined>>): GlobalOptions {
  const given = (name: string): unknown => givenValue(command, name);
  const text = (name: string, variable?: string): string | undefined =>
    filled(given(name)) ?? (variable === undefined ? undefined : filled(env[variable]));
  return {
    keyFile: text("keyFile", "VIGILES_KEY_FILE"),
    dashConfig: text("dashConfig", "VIGILES_DASHBOARD_CONFIG"),
    url: text("url", "LINUXLINK_SERVER")?.trim(),
    edition: oneOf("--edition", text("edition", "VIGILES_EDITION"), editions),
    insecure: given("insecure") === true,
    caBundle: text("caBundle"),
    proxy: proxyOf(text("proxy")),
    dryRun: given("dryRun") === true,
    output: oneOf("--output", text("output"), outputs),
    compact: given("format") === false,
    timeoutMs: milliseconds("--timeout", text("timeout")),
    attempts: attempts("--retries", text("retries")),
    allowUnknown: given("allowUnknown") === true,
    logLevel: shortLevel(given) ?? logLevel(text("logLevel"), env["LOG_LEVEL"]),
    debug: given("debug") === true,
    quiet: given("quiet") === true,
  };
}

function givenValue(command: Command, name: string): unknown {
  return whereGiven(command, name)?.getOptionValue(name);
}

/**
 * The flag that set an option on the command line.
 *
 * @param command - the one that runs
 * @param name - of the option, in camelCase
 * @returns its long form, or undefined where it was not given
 */
export function givenFlag(command: Command, name: string): string | undefined {
  const option = whereGiven(command, name)?.options.find((candidate) => candidate.attributeName() === name);
  return option?.long ?? undefined;
}

function whereGiven(command: Command, name: string): Command | undefined {
  for (let at: Command | null = command; at !== null; at = at.parent) {
    const source = at.getOptionValueSource(name);
    if (source !== undefined && source !== "default") return at;
  }
  return undefined;
}
