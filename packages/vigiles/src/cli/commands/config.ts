import type { Command } from "commander";
import { existsSync } from "node:fs";
import { defaultKeyFilePath } from "@org/linuxlink-auth";
import { resolveHome } from "@org/linuxlink-auth/files";
import { emptyVariables } from "../../client/configuration/account.js";
import { findVariable, type VariableSetting } from "../../client/configuration/variables.js";
import type { CommandContext } from "../context/command-context.js";
import { findFlag, type GlobalOptions } from "../options/global-options.js";
import { effectiveCaBundle } from "../options/effective-ca-bundle.js";
import { effectiveProxy } from "../options/effective-proxy.js";
import { projectFileName } from "../../project-file/project.js";
import type { Io } from "../io.js";
import type { Runner } from "../run-command.js";
import { examples } from "../help/examples.js";

/** A setting and its source. The key itself is not among the settings. */
export interface Setting {
  /** Name, for example `key-file`. */
  readonly setting: string;
  /** Null if the setting is not made. */
  readonly value: string | number | boolean | null;
  /** A flag, a variable, a file, or `default`. */
  readonly source: string;
}

/** Sets up `config`. */
export function setUpConfig(config: Command, run: Runner): void {
  config
    .addHelpText("after", examples("vigiles config", "vigiles -k other_key config --output table"))
    .action(run(settingsOf));
}

/**
 * Collects every setting of a command line. Flags beat environment variables, which beat files.
 *
 * @param context - of the command
 * @returns settings, in a fixed order
 */
async function settingsOf(context: CommandContext): Promise<Setting[]> {
  const { client, command, globals, io } = context;
  const isMissing = isAccountMissing(command, io);
  if (!isMissing) await client.configure();
  const { url, email, edition, groupToken, productToken, folderToken, keyFilePath, keyFileUrl } = client.currentConfig;
  const source: SourceOf = (name, variable) => sourceOf(command, io, name, variable);
  const dashboard = "dashboard config";
  const account =
    findVariable(io.env, "email") === undefined || keyFilePath !== undefined ? "key file" : "environment VIGILES_EMAIL";
  return [
    row("key-file", keyFilePath, source("keyFile", "keyFile")),
    isMissing ? { setting: "email", value: null, source: missingAccount(io) } : row("email", email, account),
    row("dash-config", globals.dashConfig, source("dashConfig", "dashConfig")),
    row("group-token", groupToken, dashboard),
    row("product-token", productToken, dashboard),
    row("folder-token", folderToken, dashboard),
    row("url", url, source("url", "server") ?? (keyFileUrl === undefined ? undefined : "key file")),
    row("edition", edition, source("edition", "edition") ?? "detected from server and files"),
    { setting: "proxy", ...effectiveProxy(globals, io.env, url) },
    caBundleSetting(globals, io),
    ...plainSettings(globals, source),
    ...(await projectSettings(context)),
  ];
}

const locations: readonly string[] = ["group", "product", "folder"];

/** What the project file sets. Its values are those of the flags with these names. */
async function projectSettings({ globals, project: read }: CommandContext): Promise<Setting[]> {
  const project = await read();
  const source = project === undefined ? "default" : "working folder";
  const file = {
    setting: "project-file",
    value: project === undefined ? null : projectFileName,
    source: globals.projectFile ? source : "flag --no-project-file",
  };
  const settings = (project?.settings ?? []).map(({ name, value, line }) => {
    const isUnused = locations.includes(name) && globals.dashConfig !== undefined;
    const note = isUnused ? "; not used, since the dashboard config takes precedence" : "";
    return row(name, value, `${projectFileName}, line ${line}${note}`);
  });
  return [file, ...settings];
}

function missingAccount({ env }: Io): string {
  const empty = emptyVariables(env);
  if (empty.length > 0) return `missing: set but empty: ${empty.join(", ")}`;
  return "missing: run vigiles login, name a key file with -k, or set VIGILES_EMAIL and VIGILES_KEY";
}

/** True if neither flags nor variables name an account, and there is no key file in the usual place. */
function isAccountMissing(command: Command, { env }: Io): boolean {
  const isGiven = (["email", "key", "keyFile"] as const).some((setting) => findVariable(env, setting) !== undefined);
  if (isGiven || findFlag(command, "keyFile") !== undefined) return false;
  const path = resolveHome(defaultKeyFilePath, env);
  return path === undefined || !existsSync(path);
}

/** Finds the flag or variable that makes a setting. */
type SourceOf = (name: string, variable?: VariableSetting) => string | undefined;

function plainSettings(globals: GlobalOptions, source: SourceOf): Setting[] {
  const { insecure, timeoutMs, attempts, output, allowUnknown, logLevel } = globals;
  const seconds = timeoutMs === undefined ? undefined : timeoutMs / 1000;
  return [
    row("insecure", insecure, source("insecure")),
    row("timeout", seconds, source("timeout")),
    row("retries", attempts - 1, source("retries")),
    row("output", output, source("output")),
    row("allow-unknown", allowUnknown, source("allowUnknown")),
    row(
      "log-level",
      logLevel,
      source("debug") ?? source("verbose") ?? source("quiet") ?? source("logLevel", "logLevel"),
    ),
  ];
}

function caBundleSetting(globals: GlobalOptions, { env }: Io): Setting {
  const { path, source = "" } = effectiveCaBundle(globals, env) ?? {};
  return row("ca-bundle", path, `${source.startsWith("-") ? "flag" : "environment"} ${source}`);
}

function row(setting: string, value: Setting["value"] | undefined, source: string | undefined): Setting {
  if (value === undefined) return { setting, value: null, source: "default" };
  return { setting, value, source: source ?? "default" };
}

function sourceOf(command: Command, { env }: Io, name: string, variable?: VariableSetting): string | undefined {
  const flag = findFlag(command, name);
  if (flag !== undefined) return `flag ${flag}`;
  const found = variable === undefined ? undefined : findVariable(env, variable);
  return found === undefined ? undefined : `environment ${found.name}`;
}
