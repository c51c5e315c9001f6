import type { Command } from "commander";
import { Option } from "commander";
import { findVariable, type VariableSetting } from "../../client/configuration/variables.js";
import { VigilesError } from "../../errors.js";
import { projectFileName } from "../../project-file/project.js";
import {
  levelOfFlags,
  parseAttempts,
  parseChoice,
  parseFields,
  parseLogLevel,
  parseProxy,
  parseProxyVariable,
  parseTimeout,
  textOf,
  type LogLevel,
} from "./parse-values.js";

/** Values of `--edition`. */
export const editions = ["products", "groups"] as const;
/** Values of `--output`. */
export const outputs = ["json", "table", "raw"] as const;

/** How often the command sends a call that may be retried, as the original command does. */
const defaultAttempts = 5;

/** Options that every command takes, before its name or after it. */
export interface GlobalOptions {
  /** Path. Default: chosen by the client. */
  readonly keyFile: string | undefined;
  /** Path. Default: no dashboard config. */
  readonly dashConfig: string | undefined;
  /** Of the server. Default: chosen by the client. */
  readonly url: string | undefined;
  /** Default: detected by the client. */
  readonly edition: (typeof editions)[number] | undefined;
  /** Skips certificate checks. */
  readonly insecure: boolean;
  /** Path of a PEM file. Default: `effectiveCaBundle` decides. */
  readonly caBundle: string | undefined;
  /** URL. False: no proxy, even if the environment names one. Default: the environment's. */
  readonly proxy: string | false | undefined;
  /** What sets the proxy, for people. */
  readonly proxySource: "flag --proxy" | "environment VIGILES_PROXY";
  /** Prints the request instead of sending it. */
  readonly dryRun: boolean;
  /** Prints the signed message of a dry run with the content of files. */
  readonly full: boolean;
  /** Path of a file for the signed message of a dry run. Default: it is not written. */
  readonly messageFile: string | undefined;
  /** Form of the result. Default: a table on a terminal, otherwise JSON. */
  readonly output: (typeof outputs)[number] | undefined;
  /** Names of members that are printed. Default: all. */
  readonly fields: readonly string[] | undefined;
  /** Prints JSON on one line. */
  readonly compact: boolean;
  /** Of a call. Default: chosen by the client. */
  readonly timeoutMs: number | undefined;
  /** How often a call is sent at most. Default: {@link defaultAttempts}. */
  readonly attempts: number;
  /** Reads the project file of the working folder. */
  readonly projectFile: boolean;
  /** Sends values that this version does not know. */
  readonly allowUnknown: boolean;
  /** The lowest level that is logged. */
  readonly logLevel: LogLevel;
  /** Logs everything, and prints stacks of errors. */
  readonly debug: boolean;
  /** Logs errors only, and shows no progress. */
  readonly quiet: boolean;
}

const definitions: readonly (readonly [string, string])[] = [
  [
    "-k, --key-file <path>",
    "key file, - for standard input (env VIGILES_KEY_FILE, or VIGILES_EMAIL and VIGILES_KEY; default ~/timesys/linuxlink_key)",
  ],
  ["-d, --dash-config <path>", "dashboard config (env VIGILES_DASHBOARD_CONFIG)"],
  ["-u, --url <url>", "server (env VIGILES_SERVER; default: the key file's, then the edition's)"],
  ["--edition <edition>", "products or groups (env VIGILES_EDITION; default: detected)"],
  ["-i, --insecure", "do not check the server's certificate"],
  [
    "--ca-bundle <path>",
    "PEM file of additional certificate authorities (env VIGILES_CA_BUNDLE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE)",
  ],
  [
    "--proxy <url>",
    "http(s) proxy, or none; a proxy with a password goes in a variable (env VIGILES_PROXY; default: the usual variables, such as HTTPS_PROXY)",
  ],
  ["--dry-run", "print the signed request instead of sending it"],
  ["--full", "with --dry-run: print the signed message with the content of files, up to 1 MB"],
  ["--message-file <path>", "with --dry-run: also write the signed message, of any length, to a file"],
  ["--output <form>", "json, table or raw (default: table on a terminal, otherwise json)"],
  ["--fields <list>", "only these members of JSON and columns of tables, comma-separated"],
  ["-f, --no-format", "compact JSON"],
  [
    "--timeout <seconds>",
    "timeout in seconds, also of waiting for a job (default 300; uploads 900; jobs 600; 0 means 24 hours)",
  ],
  ["--retries <count>", "retries after network and server errors, 0 to 9 (default 4)"],
  ["--no-project-file", `do not read ${projectFileName}, the project file of the working folder`],
  ["--allow-unknown", "send values that this version does not know"],
  ["--log-level <level>", "debug, info, warn, error or silent (env VIGILES_LOG_LEVEL, LOG_LEVEL; default warn)"],
  ["--verbose", "log each step: same as --log-level info"],
  ["--quiet", "log errors only, and show no progress"],
  ["--debug", "log everything, and print the stack of an error"],
];

/**
 * Letters that are also allowed after a command. Of the others, `-i` would switch off a check where a command's own was meant.
 */
const lettersAfterCommands: ReadonlySet<string> = new Set(["-k", "-f"]);

/**
 * Adds the global options to every command. Commands below the root take the long forms, and `-k` and `-f` where they
 * don't use the letter themselves. Their help lists the global options once, below their own.
 *
 * @param root - with all its commands
 */
export function addGlobalOptions(root: Command): void {
  for (const [flags, description] of definitions) root.addOption(new Option(flags, description));
  for (const child of root.commands) addToCommand(child);
}

function addToCommand(command: Command): void {
  const own = new Set(command.options.flatMap(({ long, short }) => [long, short]));
  for (const [flags, description] of definitions) {
    const { long, short = "" } = new Option(flags);
    const isLetterFree = lettersAfterCommands.has(short) && !own.has(short);
    const taken = isLetterFree ? flags : flags.replace(/^-\w, /, "");
    if (!own.has(long)) command.addOption(new Option(taken, description).hideHelp());
  }
  for (const child of command.commands) addToCommand(child);
}

/**
 * Reads the global options. A flag after the command beats one before it, and a flag beats an environment variable.
 *
 * @param command - the command that runs
 * @param env - environment variables
 * @throws VigilesError `USAGE`
 */
export function readGlobalOptions(command: Command, env: Readonly<Record<string, string | undefined>>): GlobalOptions {
  const value = (name: string): unknown => findSetter(command, name)?.getOptionValue(name);
  const isSet = (name: string): boolean => value(name) === true;
  const text = (name: string, variable?: VariableSetting): string | undefined =>
    textOfFlag(command, name) ?? (variable === undefined ? undefined : findVariable(env, variable)?.value);
  checkDryRunFlags(command, isSet);
  return {
    keyFile: text("keyFile", "keyFile"),
    dashConfig: text("dashConfig", "dashConfig"),
    url: text("url", "server")?.trim(),
    edition: parseChoice("--edition", text("edition", "edition"), editions),
    insecure: isSet("insecure"),
    caBundle: text("caBundle"),
    proxy: parseProxy(text("proxy")) ?? parseProxyVariable(findVariable(env, "proxy")?.value),
    proxySource: findFlag(command, "proxy") === undefined ? "environment VIGILES_PROXY" : "flag --proxy",
    dryRun: isSet("dryRun"),
    full: isSet("full"),
    messageFile: text("messageFile"),
    output: parseChoice("--output", text("output"), outputs),
    fields: parseFields(text("fields")),
    compact: value("format") === false,
    timeoutMs: parseTimeout("--timeout", text("timeout")),
    attempts: parseAttempts("--retries", text("retries")) ?? defaultAttempts,
    projectFile: value("projectFile") !== false,
    allowUnknown: isSet("allowUnknown"),
    logLevel: levelOfFlags(isSet) ?? parseLogLevel(text("logLevel"), findVariable(env, "logLevel")?.value),
    debug: isSet("debug"),
    quiet: isSet("quiet"),
  };
}

function checkDryRunFlags(command: Command, isSet: (name: string) => boolean): void {
  const flag = ["full", "messageFile"].map((name) => findFlag(command, name)).find((found) => found !== undefined);
  if (flag === undefined || isSet("dryRun")) return;
  throw new VigilesError("USAGE", `${flag} shows the signed message of a dry run; give --dry-run as well`);
}

/** An empty value usually comes from a variable that is not set, so the intended value would be ignored. */
function textOfFlag(command: Command, name: string): string | undefined {
  const value: unknown = findSetter(command, name)?.getOptionValue(name);
  if (value !== "") return textOf(value);
  throw new VigilesError("USAGE", `${findFlag(command, name)} has an empty value; leave it out, or give a value`);
}

/**
 * Finds the flag that sets an option on the command line.
 *
 * @param command - the command that runs
 * @param name - of the option, in camelCase
 * @returns the flag's long form; undefined if the command line doesn't set the option
 */
export function findFlag(command: Command, name: string): string | undefined {
  const option = findSetter(command, name)?.options.find((candidate) => candidate.attributeName() === name);
  return option?.long ?? undefined;
}

/** The command, among this one and those above it, after whose name the option is set. */
function findSetter(command: Command, name: string): Command | undefined {
  for (let at: Command | null = command; at !== null; at = at.parent) {
    const source = at.getOptionValueSource(name);
    if (source !== undefined && source !== "default") return at;
  }
  return undefined;
}
