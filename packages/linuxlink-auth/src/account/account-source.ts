import { readAccount, type Account } from "./account.js";
import { editions, resolveEdition, type Edition } from "./edition.js";
import { LinuxLinkError } from "../errors.js";
import { readKeyFile } from "./key-file.js";
import { serverUrl } from "./server-url.js";
import type { AccountOptions } from "../client/types.js";

/** An account as it was read, with what its key file said besides. */
export interface AccountSource extends Account {
  /** Of the key file, where there is one. */
  readonly path?: string;
  readonly serverUrl?: string;
  readonly ofGroups: boolean;
}

/** Where an account's calls go. */
export interface AccountTarget {
  /** Origin and path, without a slash at the end. */
  readonly server: string;
  readonly edition: Edition;
}

/**
 * Reads the account, once: a key file that changes later has no effect.
 *
 * @throws LinuxLinkError `OPTION_INVALID`, `CREDENTIALS_INVALID`, and the codes of {@link readKeyFile}
 */
export function readSource(options: AccountOptions): AccountSource {
  const { keyFilePath, email, key, logger, env } = options;
  if (email === undefined && key === undefined) return readKeyFile(keyFilePath, { logger, env });
  if (keyFilePath) {
    const message = "keyFilePath and email with key exclude each other; give one of them";
    throw new LinuxLinkError("OPTION_INVALID", message, { field: "keyFilePath" });
  }
  return { ...readAccount({ email, key }), ofGroups: false };
}

/**
 * Finds out server and edition.
 *
 * @param source - absent while no account is read
 * @param options - `url`, `edition` and `env` count
 * @throws LinuxLinkError `SERVER_URL_INVALID`, `EDITION_INVALID`
 */
export function targetOf(source: AccountSource | undefined, options: AccountOptions): AccountTarget {
  const url = options.url === undefined ? source?.serverUrl : serverUrl(options.url, "url");
  const { edition: wanted, env } = options;
  const edition = resolveEdition({ edition: wanted, env, url, keyFileOfGroups: source?.ofGroups });
  return { server: url ?? editions[edition].server, edition };
}
