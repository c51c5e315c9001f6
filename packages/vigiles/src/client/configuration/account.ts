import { existsSync } from "node:fs";
import { Secret } from "@org/http-core";
import { memberOf } from "@org/http-core/authoring";
import { defaultKeyFilePath, LinuxLinkError, readKeyFile, type KeyFile } from "@org/linuxlink-auth";
import { resolveHome } from "@org/linuxlink-auth/files";
import { checkAddress, checkKey } from "./account-values.js";
import type { VigilesOptions } from "./options.js";
import { findVariable, variableNames } from "./variables.js";

/** The account of a client, and what its key file says about server and edition. */
export interface ConfiguredAccount {
  /** Signs the requests. */
  readonly credentials: { readonly email: string | undefined; readonly key: string | Secret | undefined };
  /** The key file that was read; undefined if email and key were given. */
  readonly keyFile: KeyFile | undefined;
  /** Server that the key file names. */
  readonly serverUrl: string | undefined;
  /** True if the account is one of the edition `groups`, by its key file or because variables name it. */
  readonly isForGroups: boolean;
}

/**
 * Reads the account of a client: from the options, otherwise from `VIGILES_EMAIL` and `VIGILES_KEY`, otherwise from a key file.
 *
 * @param options - of the client
 * @throws LinuxLinkError `CREDENTIALS_INVALID` if variables contradict each other, or can't be those of an account, and the codes of `readKeyFile`
 */
export function readAccount(options: VigilesOptions): ConfiguredAccount {
  const { email, key, keyFilePath, logger, env = process.env } = options;
  // If only one of them is given, the signing client says so.
  if (email !== undefined || key !== undefined) return withoutFile({ email, key }, false);
  const account = keyFilePath ? undefined : accountOfVariables(env);
  // Variables name accounts of today, which are those of the edition groups.
  if (account !== undefined) return withoutFile(account, true);
  const path = keyFilePath ?? findVariable(env, "keyFile")?.value;
  if (!path) checkDefaultAccount(env);
  const file = readKeyFile(path, { logger, env });
  return {
    credentials: { email: file.email, key: file.key },
    keyFile: file,
    serverUrl: memberOf(file, "serverUrl"),
    isForGroups: file.isForGroups,
  };
}

/**
 * Checks that there is an account if neither flag nor variable names one.
 *
 * @param env - environment variables
 * @throws LinuxLinkError `CREDENTIALS_INVALID` if there is no key file in the usual place, and variables are set but empty,
 * which explains more than the path of the missing file
 */
export function checkDefaultAccount(env: Readonly<Record<string, string | undefined>>): void {
  const [field, ...others] = emptyVariables(env);
  const path = resolveHome(defaultKeyFilePath, env);
  if (field === undefined || (path !== undefined && existsSync(path))) return;
  const subject = `${[field, ...others].join(" and ")} ${others.length === 0 ? "is" : "are"} set but empty`;
  const message = `${subject}, and there is no other account; check that the secrets reach this job`;
  throw new LinuxLinkError("CREDENTIALS_INVALID", message, { field });
}

/** Names of the variables of an account that are set but empty. */
export function emptyVariables(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const names = [...variableNames.email, ...variableNames.key, ...variableNames.keyFile];
  return names.filter((name) => env[name]?.trim() === "");
}

function withoutFile(credentials: ConfiguredAccount["credentials"], isForGroups: boolean): ConfiguredAccount {
  return { credentials, keyFile: undefined, serverUrl: undefined, isForGroups };
}

/**
 * Reads the account that variables name.
 *
 * @param env - environment variables
 * @returns undefined if they name none
 * @throws LinuxLinkError `CREDENTIALS_INVALID` if one of the two is missing or can't be used, or a key file is named as well
 */
function accountOfVariables(
  env: Readonly<Record<string, string | undefined>>,
): { readonly email: string; readonly key: Secret } | undefined {
  const [email, key, keyFile] = (["email", "key", "keyFile"] as const).map((setting) => findVariable(env, setting));
  if (email === undefined && key === undefined) return undefined;
  if (email === undefined || key === undefined) {
    const [present, missing] =
      email === undefined ? ["VIGILES_KEY", "VIGILES_EMAIL"] : ["VIGILES_EMAIL", "VIGILES_KEY"];
    const message = `${present} is set, but ${missing} is not; set both, or name a key file`;
    throw new LinuxLinkError("CREDENTIALS_INVALID", message, { field: missing });
  }
  if (keyFile === undefined) return { email: checkAddress(email), key: new Secret(checkKey(key)) };
  const message = "VIGILES_EMAIL and VIGILES_KEY are set, and VIGILES_KEY_FILE as well; unset one or the other";
  throw new LinuxLinkError("CREDENTIALS_INVALID", message, { field: keyFile.name });
}
