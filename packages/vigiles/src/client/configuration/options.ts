import type { Clock, Logger, Secret, Transport } from "@org/http-core";
import type { Edition, LogLevel } from "@org/linuxlink-auth";
import { VigilesError } from "../../errors.js";
import { nearestNames } from "../nearest.js";
import type { PlaceTokens } from "./choose-location-tokens.js";

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
