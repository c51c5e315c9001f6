import { join } from "node:path";
import { Secret, type Logger } from "@org/http-core";
import { LinuxLinkError, shownPath } from "../errors.js";
import { JsonObjectError, parseJsonObject } from "./json-object.js";
import { checkAccess } from "./key-file-permissions.js";
import { warningLogger } from "../logger.js";
import { pythonStrip } from "../python/strip.js";
import { serverUrl } from "./server-url.js";
import { readSmallFile, SmallFileError, type SmallFile } from "../files/small-file.js";

/** What a key file says. The key is masked wherever this is printed. */
export interface KeyFile {
  readonly path: string;
  readonly email: string;
  readonly key: Secret;
  /** Where the calls of this account go; absent where the file names no server. */
  readonly serverUrl?: string;
  /** True where it has `organization_key`, `server_url` or `enterprise`, which only the groups edition knows. */
  readonly ofGroups: boolean;
}

/** How a key file is read. */
export interface KeyFileOptions {
  /** Gets a warning where others may read or replace the file. Default: `process.emitWarning`. */
  readonly logger?: Logger | undefined;
  /** Where `HOME` is looked up. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

const mostBytes = 65_536;

/**
 * Reads a key file: a JSON object with `email`, and `organization_key` or `key`; optionally `server_url` and
 * `enterprise`. White space around values is dropped. No message ever holds any of its content.
 *
 * @param path - `~/` is the home directory; absent or empty means `~/timesys/linuxlink_key`
 * @throws LinuxLinkError `KEY_FILE_UNREADABLE`, `KEY_FILE_UNSAFE`, `KEY_FILE_INVALID`, `SERVER_URL_INVALID`
 */
export function readKeyFile(path?: string, options: KeyFileOptions = {}): KeyFile {
  const { logger = warningLogger, env = process.env } = options;
  const resolved = resolvePath(path, env);
  const file = read(resolved);
  checkAccess(resolved, file.stats, logger);
  return keyFileOf(resolved, parse(resolved, file.bytes));
}

function resolvePath(path: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  const given = path || "~/timesys/linuxlink_key";
  if (!given.startsWith("~/")) return given;
  const home = env["HOME"] || env["USERPROFILE"];
  if (home) return join(home, given.slice(2));
  throw new LinuxLinkError("KEY_FILE_UNREADABLE", `Key file ${given}: HOME is not set; give the key file's path`, {
    path: given,
  });
}

function read(path: string): SmallFile {
  try {
    return readSmallFile(path, mostBytes);
  } catch (error) {
    const why = error instanceof SmallFileError ? error.message : "it can't be read";
    throw new LinuxLinkError("KEY_FILE_UNREADABLE", `Key file ${shownPath(path)} can't be read: ${why}`, { path });
  }
}

function parse(path: string, bytes: Uint8Array): Record<string, unknown> {
  try {
    return parseJsonObject(bytes);
  } catch (error) {
    const why = error instanceof JsonObjectError ? error.message : "it can't be parsed";
    throw new LinuxLinkError("KEY_FILE_INVALID", `Key file ${shownPath(path)}: ${why}`, { path });
  }
}

function keyFileOf(path: string, content: Record<string, unknown>): KeyFile {
  const has = (field: string): boolean => Object.hasOwn(content, field);
  const text = (field: string): string => textField(path, field, has(field) ? content[field] : undefined);
  if (has("enterprise") && typeof content["enterprise"] !== "boolean") {
    refuse(path, "enterprise", "must be true or false");
  }
  const email = text("email");
  const key = new Secret(text(has("organization_key") ? "organization_key" : "key"));
  const ofGroups = has("organization_key") || has("server_url") || content["enterprise"] === true;
  if (!has("server_url")) return { path, email, key, ofGroups };
  const server = serverUrl(text("server_url"), "server_url", ` of key file ${shownPath(path)}`);
  return { path, email, key, serverUrl: server, ofGroups };
}

function textField(path: string, field: string, value: unknown): string {
  if (value === undefined) refuse(path, field, "is missing");
  if (typeof value !== "string" || !value.isWellFormed()) refuse(path, field, "must be text");
  const stripped = pythonStrip(value);
  return stripped === "" ? refuse(path, field, "is empty") : stripped;
}

function refuse(path: string, field: string, why: string): never {
  throw new LinuxLinkError("KEY_FILE_INVALID", `Key file ${shownPath(path)}: ${field} ${why}`, { path, field });
}
