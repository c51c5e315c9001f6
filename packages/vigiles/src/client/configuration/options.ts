import type { Clock, Logger, Secret, Transport } from "@org/http-core";
import { omitUndefined, readOptions, refuseOption } from "@org/http-core/authoring";
import type { Edition, LogLevel } from "@org/linuxlink-auth";
import type { LocationTokens } from "./choose-location-tokens.js";

/** The options of a client. All of them are optional. */
export interface VigilesOptions extends LocationTokens {
  /**
   * Path of the key file. Default: the account in `VIGILES_EMAIL` and `VIGILES_KEY` of the environment, otherwise the file in
   * `VIGILES_KEY_FILE`, otherwise `~/timesys/linuxlink_key`.
   */
  readonly keyFilePath?: string | undefined;
  /** E-mail address of the account. Together with `key` it replaces the key file. */
  readonly email?: string | undefined;
  /** The account's key. Together with `email` it replaces the key file. */
  readonly key?: string | Secret | undefined;
  /**
   * Path of the dashboard config. Default: `VIGILES_DASHBOARD_CONFIG` of the environment. Without one, uploads go to
   * the private workspace.
   */
  readonly dashboardConfigPath?: string | undefined;
  /** The API that the server speaks. Default: found out from server, key file and dashboard config. */
  readonly edition?: Edition | undefined;
  /** URL of the server. Default: `VIGILES_SERVER` or `LINUXLINK_SERVER` of the environment, otherwise the key file's, otherwise the edition's. */
  readonly url?: string | undefined;
  /**
   * `false` switches certificate checks off. Text is the path of a PEM file with additional certificate authorities.
   * Default `true`.
   */
  readonly verifyCert?: boolean | string | undefined;
  /** Returns the signed request of each operation instead of sending it. Default `false`. */
  readonly dryRun?: boolean | undefined;
  /** Sends the requests. Default: a transport that the client makes and closes. The caller closes one given here. */
  readonly transport?: Transport | undefined;
  /** Receives log messages. Default: prints warnings and errors. */
  readonly logger?: Logger | undefined;
  /** The lowest level that is logged. Default `warn`. */
  readonly logLevel?: LogLevel | undefined;
  /**
   * Timeout of a whole call in milliseconds, a download into a file included; of a stream that the caller reads, only
   * until it begins. Default 900 000 for POST, which uploads and scans; otherwise 300 000.
   */
  readonly timeoutMs?: number | undefined;
  /** Total number of attempts for a call that may be retried, 1 to 10. Default 3. */
  readonly attempts?: number | undefined;
  /** Minimum pause before a retry, in milliseconds. Default 0. */
  readonly minRetryDelayMs?: number | undefined;
  /** Tells the time and makes timers. Default: the system's clock. */
  readonly clock?: Clock | undefined;
  /** Environment variables. Empty ones are ignored. Default `process.env`. */
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
  "minRetryDelayMs",
  "clock",
  "env",
] as const satisfies readonly (keyof VigilesOptions)[];

/**
 * Reads the own options of a client, and checks their names, and that they name one account.
 *
 * @throws InputError `OPTION_UNKNOWN` with the nearest known name; `OPTION_INVALID` if they are not an object, or name
 * both a key file and an account
 */
export function readVigilesOptions(options: VigilesOptions): VigilesOptions {
  const own = readOptions(options, optionNames, "Vigiles");
  if (own.keyFilePath && hasAccount(own)) refuseOption("keyFilePath", "left out if email and key are given");
  return own;
}

/**
 * Changes options. A new key file replaces the account, and a new account the key file.
 *
 * @param current - stay unchanged
 * @param change - without undefined members
 * @returns own members only
 */
export function mergeOptions(current: VigilesOptions, change: VigilesOptions): VigilesOptions {
  const account = { email: undefined, key: undefined };
  const replaced = hasAccount(change) ? { keyFilePath: undefined } : change.keyFilePath !== undefined ? account : {};
  return omitUndefined({ ...current, ...replaced, ...change });
}

function hasAccount({ email, key }: VigilesOptions): boolean {
  return email !== undefined || key !== undefined;
}
