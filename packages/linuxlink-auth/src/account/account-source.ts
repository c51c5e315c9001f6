import { refuseOption } from "@org/http-core/authoring";
import { readAccount, type Account } from "./account.js";
import type { AccountOptions } from "./account-options.js";
import { editions, resolveEdition, type Edition } from "./edition.js";
import { readKeyFile } from "./key-file.js";
import { serverUrl } from "./server-url.js";

/** An account, and what its key file says about server and edition. */
export interface AccountSource extends Account {
  /** Path of the key file; absent if the account was given as `email` and `key`. */
  readonly path?: string;
  /** Server in the key file; absent if it names none. */
  readonly serverUrl?: string;
  /** True if the key file is one of the groups edition. */
  readonly isForGroups: boolean;
}

/** Where an account's calls go. */
export interface AccountTarget {
  /** Origin and path, without a slash at the end. */
  readonly server: string;
  /** Decides default server and paths. */
  readonly edition: Edition;
}

/**
 * Reads the account. A key file is read once: later changes to it have no effect.
 *
 * @throws InputError `OPTION_INVALID`
 * @throws LinuxLinkError `CREDENTIALS_INVALID`, and the codes of {@link readKeyFile}
 */
export function readAccountSource(options: AccountOptions): AccountSource {
  const { keyFilePath, email, key, logger, env } = options;
  if (email === undefined && key === undefined) return readKeyFile(keyFilePath, { logger, env });
  if (keyFilePath) {
    refuseOption("keyFilePath", "left out if email and key are given");
  }
  return { ...readAccount({ email, key }), isForGroups: false };
}

/**
 * Finds out server and edition.
 *
 * @param source - undefined if no account has been read yet
 * @param options - only `url`, `edition` and `env` matter
 * @throws LinuxLinkError `SERVER_URL_INVALID`, `EDITION_INVALID`
 */
export function resolveTarget(source: AccountSource | undefined, options: AccountOptions): AccountTarget {
  const { edition: givenEdition, env } = options;
  const url = options.url === undefined ? source?.serverUrl : serverUrl(options.url, "url");
  const edition = resolveEdition({ edition: givenEdition, env, url, isKeyFileForGroups: source?.isForGroups });
  return { server: url ?? editions[edition].server, edition };
}
