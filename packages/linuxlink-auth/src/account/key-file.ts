import { Secret, type Logger } from "@org/http-core";
import { readOptions } from "@org/http-core/authoring";
import { LinuxLinkError, printablePath } from "../errors.js";
import { resolveHome } from "../files/home-path.js";
import { looksLikeSecret } from "../files/looks-like-secret.js";
import { readSmallFile, readStandardInput, systemCode, type FileProblem } from "../files/small-file.js";
import { warningLogger } from "../logger.js";
import { pythonStrip } from "../python-format/strip.js";
import { isAddress } from "./account.js";
import { foldersOnPath } from "./folders-on-path.js";
import { JsonObjectError, parseJsonObject } from "./json-object.js";
import { checkPermissions } from "./key-file-permissions.js";
import { serverUrl } from "./server-url.js";

/** The content of a key file. The key is masked wherever this object is printed. */
export interface KeyFile {
  /** Path of the file, with the home directory resolved; `-` for standard input. */
  readonly path: string;
  /** The account's address. */
  readonly email: string;
  /** The account's key. */
  readonly key: Secret;
  /** URL of the account's server; absent if the file names none. */
  readonly serverUrl?: string;
  /** True if it has `organization_key`, `server_url` or `"enterprise": true`, which only the groups edition writes. */
  readonly isForGroups: boolean;
}

/** How a key file is read. */
export interface KeyFileOptions {
  /** Receives a warning if others can read the file, or if it is another user's. Default: `process.emitWarning`. */
  readonly logger?: Logger | undefined;
  /** Environment that holds `HOME`. Default: `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

const maxKeyFileBytes = 65_536;

/** Where the key file is, unless a program or user says otherwise. */
export const defaultKeyFilePath = "~/timesys/linuxlink_key";

/**
 * Reads a key file: a JSON object with `email`, and `organization_key` or `key`; optionally `server_url` and
 * `enterprise`. White space around values is removed. No error contains any of the file's values, or a path that may be a
 * key or the content of a key file.
 *
 * @param path - of a regular file or a pipe; `~/` is the home directory, and `-` is standard input. A pipe can be read
 * once. Default, also for an empty path: `~/timesys/linuxlink_key`
 * @throws LinuxLinkError `KEY_FILE_UNREADABLE`, `KEY_FILE_UNSAFE`, `KEY_FILE_INVALID`, `SERVER_URL_INVALID`
 */
export function readKeyFile(path?: string, options: KeyFileOptions = {}): KeyFile {
  const { logger = warningLogger, env = process.env } = readOptions(options, ["logger", "env"], "readKeyFile");
  const resolvedPath = resolvePath(path, env);
  const isStandardInput = resolvedPath === "-";
  const limits = {
    maxBytes: maxKeyFileBytes,
    acceptsPipe: true,
    toError: ({ reason }: FileProblem) => {
      const why = `can't be read: ${reason}`;
      return looksLikeSecret(path || defaultKeyFilePath) ? unreadableSecret(why) : unreadable(resolvedPath, why);
    },
  };
  const file = isStandardInput ? readStandardInput(limits) : readSmallFile(resolvedPath, limits);
  if (file.stats.isFile()) {
    const folders = isStandardInput ? [] : foldersOf(resolvedPath);
    checkPermissions({ path: resolvedPath, file: file.stats, folders }, logger);
  }
  return keyFileOf(resolvedPath, parseContent(resolvedPath, file.bytes));
}

function resolvePath(path: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  const givenPath = path || defaultKeyFilePath;
  const resolvedPath = resolveHome(givenPath, env);
  if (resolvedPath !== undefined) return resolvedPath;
  throw unreadable(givenPath, "can't be found: HOME is not set; set it, or give the key file's full path");
}

function foldersOf(path: string): readonly string[] {
  try {
    return foldersOnPath(path);
  } catch (error) {
    throw unreadable(path, `can't be checked: ${systemCode(error) ?? "a folder above it can't be read"}`);
  }
}

function unreadable(path: string, why: string): LinuxLinkError {
  return new LinuxLinkError("KEY_FILE_UNREADABLE", `Key file ${printablePath(path)} ${why}`, { path });
}

function unreadableSecret(why: string): LinuxLinkError {
  const reason = "its path is not shown, since it may be a key or the content of a key file";
  return new LinuxLinkError("KEY_FILE_UNREADABLE", `Key file ${why}; ${reason}; give the path of a file`);
}

function parseContent(path: string, bytes: Uint8Array): Record<string, unknown> {
  try {
    return parseJsonObject(bytes);
  } catch (error) {
    const why = error instanceof JsonObjectError ? error.message : "it can't be parsed";
    throw new LinuxLinkError("KEY_FILE_INVALID", `Key file ${printablePath(path)}: ${why}`, { path });
  }
}

function keyFileOf(path: string, content: Record<string, unknown>): KeyFile {
  const has = (field: string): boolean => Object.hasOwn(content, field);
  const text = (field: string): string => textField(path, field, has(field) ? content[field] : undefined);
  if (has("enterprise") && typeof content["enterprise"] !== "boolean") {
    refuseField(path, "enterprise", "must be true or false");
  }
  const email = text("email");
  if (!isAddress(email)) refuseField(path, "email", "is not an e-mail address, since it has no @");
  const key = new Secret(text(has("organization_key") ? "organization_key" : "key"));
  const isForGroups =
    has("organization_key") || has("server_url") || (has("enterprise") && content["enterprise"] === true);
  const place = ` of key file ${printablePath(path)}`;
  if (!has("server_url")) return { path, email, key, isForGroups };
  return { path, email, key, serverUrl: serverUrl(text("server_url"), "server_url", place), isForGroups };
}

function textField(path: string, field: string, value: unknown): string {
  if (value === undefined) refuseField(path, field, "is missing");
  if (typeof value !== "string" || !value.isWellFormed()) refuseField(path, field, "must be text");
  const stripped = pythonStrip(value);
  return stripped === "" ? refuseField(path, field, "is empty") : stripped;
}

function refuseField(path: string, field: string, why: string): never {
  throw new LinuxLinkError("KEY_FILE_INVALID", `Key file ${printablePath(path)}: ${field} ${why}`, { path, field });
}
