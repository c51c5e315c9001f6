import type { Clock, Logger, RetryEvent, Secret, Transport } from "@org/http-core";
import {
  createLinuxLink,
  leveledLogger,
  readKeyFile,
  resolveEdition,
  type Edition,
  type LinuxLink,
  type LogLevel,
  warningLogger,
} from "@org/linuxlink-auth";
import { readDashboardConfig, type DashboardConfig } from "./dashboard-config.js";
import { VigilesError } from "../../errors.js";
import { nearestNames } from "../nearest.js";
import type { PlaceTokens } from "./location.js";

/** What a client is configured with. */
export interface VigilesOptions extends PlaceTokens {
  /** Default: `VIGILES_KEY_FILE` of the environment, else `~/timesys/linuxlink_key`. */
  readonly keyFilePath?: string | undefined;
  /** With `key`, instead of a key file. */
  readonly email?: string | undefined;
  readonly key?: string | Secret | undefined;
  /** Default: `VIGILES_DASHBOARD_CONFIG` of the environment, else none, so that uploads go to the private workspace. */
  readonly dashboardConfigPath?: string | undefined;
  /** Default: found out from server, key file and dashboard config. */
  readonly edition?: Edition | undefined;
  /** Default: `LINUXLINK_SERVER` of the environment, else the key file's, else the edition's. */
  readonly url?: string | undefined;
  /** `false` switches certificate checks off; a path names a PEM file of more authorities. Default true. */
  readonly verifyCert?: boolean | string | undefined;
  /** Answers what would be sent, instead of sending it. Default false. */
  readonly dryRun?: boolean | undefined;
  /** Default: one of the client's own. One that is handed in is not closed by it. */
  readonly transport?: Transport | undefined;
  /** Default: silent, but for warnings. */
  readonly logger?: Logger | undefined;
  /** The least that is logged. Default `warn`. */
  readonly logLevel?: LogLevel | undefined;
  /** For a whole call, in milliseconds. Default 900 000 for POST, which uploads and scans; else 300 000. */
  readonly timeoutMs?: number | undefined;
  /** Attempts in all at a call that may be repeated, 1 to 10. Default 3. */
  readonly attempts?: number | undefined;
  readonly clock?: Clock | undefined;
  /** Where all variables are looked up; an empty one counts as unset. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

const optionNames = [
  "keyFilePath",
  "email",
  "key",
  "dashboardConfigPath",
  "groupToken",
  "productToken",
  "folderToken",
  "edition",
  "url",
  "verifyCert",
  "dryRun",
  "transport",
  "logger",
  "logLevel",
  "timeoutMs",
  "attempts",
  "clock",
  "env",
] as const satisfies readonly (keyof VigilesOptions)[];

/**
 * Refuses an option that no client has.
 *
 * @throws VigilesError `VALUE_INVALID` with the nearest known name
 */
export function checkOptions(options: VigilesOptions): void {
  for (const name of Object.keys(options)) {
    if ((optionNames as readonly string[]).includes(name)) continue;
    const [close] = nearestNames(name, optionNames);
    const suggestion = close === undefined ? "" : `; did you mean ${close}?`;
    throw new VigilesError("VALUE_INVALID", `Unknown option ${JSON.stringify(name)}${suggestion}`);
  }
}

/** A configured client, once its files are read. */
export interface Connected {
  readonly link: LinuxLink;
  readonly edition: Edition;
  readonly dashboard: DashboardConfig;
}

/**
 * Reads the files that a client is configured with, and makes what signs and sends.
 *
 * @param options - of the client
 * @throws LinuxLinkError for the key file, VigilesError `CONFIG_UNREADABLE` or `CONFIG_INVALID` for the dashboard config
 */
export async function connect(options: VigilesOptions): Promise<Connected> {
  const { env, logger, logLevel, clock, verifyCert, dryRun, transport, attempts } = options;
  const account = accountOf(options);
  const path = options.dashboardConfigPath ?? variable(options, "VIGILES_DASHBOARD_CONFIG");
  const dashboard = path === undefined ? {} : await readDashboardConfig(path);
  const url = options.url ?? variable(options, "LINUXLINK_SERVER")?.trim() ?? account.serverUrl;
  const edition = resolveEdition({
    edition: options.edition,
    env,
    url,
    keyFileOfGroups: account.ofGroups,
    configOfGroups: dashboard.group !== undefined || options.groupToken !== undefined,
  });
  const retry = { ...(attempts === undefined ? {} : { attempts }), onRetry: tellRepeat(logger, logLevel) };
  const sending = { verifyCert, dryRun, transport, logger, logLevel, clock, retry };
  return { link: createLinuxLink({ ...account.credentials, url, edition, ...sending }), edition, dashboard };
}

interface AccountFacts {
  readonly credentials: { readonly email: string; readonly key: string | Secret };
  readonly serverUrl?: string | undefined;
  readonly ofGroups: boolean;
}

function accountOf(options: VigilesOptions): AccountFacts {
  const { email, key, logger, env } = options;
  if (email !== undefined && key !== undefined) return { credentials: { email, key }, ofGroups: false };
  const file = readKeyFile(options.keyFilePath ?? variable(options, "VIGILES_KEY_FILE"), { logger, env });
  return { credentials: { email: file.email, key: file.key }, serverUrl: file.serverUrl, ofGroups: file.ofGroups };
}

function variable({ env = process.env }: VigilesOptions, name: string): string | undefined {
  return env[name] || undefined;
}

/** Repeats are told: without a word, a slow service looks like a hanging client. */
function tellRepeat(logger: Logger = warningLogger, level: LogLevel = "warn"): (event: RetryEvent) => void {
  return ({ method, url, reason, delayMs }) => {
    const pause = `in ${(delayMs / 1000).toFixed(1)} s`;
    leveledLogger(logger, level).info(`${method} ${url} failed with ${reason}; it is repeated ${pause}`);
  };
}
