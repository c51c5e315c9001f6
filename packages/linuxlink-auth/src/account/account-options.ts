import type { Logger, Secret } from "@org/http-core";
import type { Edition } from "./edition.js";

/** Where account and server come from: a key file, or `email` and `key`. */
export interface AccountOptions {
  /** Path of a key file. Default: `~/timesys/linuxlink_key`. */
  readonly keyFilePath?: string | undefined;
  /** The account's address; needs `key`, and excludes `keyFilePath`. */
  readonly email?: string | undefined;
  /** The account's key; needs `email`, and excludes `keyFilePath`. */
  readonly key?: string | Secret | undefined;
  /** The server's URL: https, or http on loopback. Default: the key file's, otherwise the edition's. */
  readonly url?: string | undefined;
  /** Default: found out by {@link resolveEdition}. */
  readonly edition?: Edition | undefined;
  /** Receives warnings. Default: `process.emitWarning`. */
  readonly logger?: Logger | undefined;
  /** Environment that holds `HOME` and `VIGILES_EDITION`. Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The names of {@link AccountOptions}. */
export const accountOptionNames: readonly (keyof AccountOptions)[] = [
  "keyFilePath",
  "email",
  "key",
  "url",
  "edition",
  "logger",
  "env",
];
