import type { Logger } from "@org/http-core";
import { memberOf, refuseOption } from "@org/http-core/authoring";
import { LinuxLinkError } from "../errors.js";
import { isAddress, readAccount, type Account } from "./account.js";
import type { AccountOptions } from "./account-options.js";
import { editions, resolveEdition, type Edition } from "./edition.js";
import { readKeyFile, type KeyFile } from "./key-file.js";
import { serverUrl } from "./server-url.js";

/** An account, and what its key file says about server and edition. */
export interface AccountSource extends Account {
  /** Path of the key file; undefined if the account was given as `email` and `key`. */
  readonly path: string | undefined;
  /** Server in the key file; undefined if it names none. */
  readonly serverUrl: string | undefined;
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
 * @param options - own members only
 * @param logger - receives the warnings. Default: that of the options
 * @throws InputError `OPTION_INVALID`
 * @throws LinuxLinkError `CREDENTIALS_INVALID`, and the codes of {@link readKeyFile}
 */
export function readAccountSource(options: AccountOptions, logger: Logger | undefined = options.logger): AccountSource {
  const { keyFilePath, email, key, env } = options;
  if (email === undefined && key === undefined) return sourceOf(readKeyFile(keyFilePath, { logger, env }));
  if (keyFilePath) {
    refuseOption("keyFilePath", "left out if email and key are given");
  }
  const account = readAccount({ email, key });
  if (!isAddress(account.email)) {
    const message = "email must be an e-mail address, with an @; check that email and key are not swapped";
    throw new LinuxLinkError("CREDENTIALS_INVALID", message, { field: "email" });
  }
  return { ...account, path: undefined, serverUrl: undefined, isForGroups: false };
}

function sourceOf(file: KeyFile): AccountSource {
  return { ...file, serverUrl: memberOf(file, "serverUrl") };
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
