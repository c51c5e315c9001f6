import { chmod, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Secret } from "@org/http-core";
import { editions, readKeyFile, type Edition } from "@org/linuxlink-auth";
import { atomicWrite } from "../../../files/atomic-write.js";
import { checkOutputPath } from "../../../files/output-path.js";
import type { CommandContext } from "../../context/command-context.js";
import type { KeyFilePlace } from "./key-file-place.js";

/** An account that the server has accepted. */
export interface AcceptedAccount {
  /** The account's address. */
  readonly email: string;
  /** Its key. */
  readonly key: Secret;
  /** URL of the server. */
  readonly server: string;
  /** The API that the server speaks. */
  readonly edition: Edition;
}

const ownerOnly = { file: 0o600, folder: 0o700 };

/**
 * Writes a key file that only its owner can read, and reads it again, so that an unsafe folder is noticed now.
 *
 * @param context - of the command
 * @param place - where
 * @param account - what the file says
 * @throws VigilesError `OUTPUT_INVALID`, `OUTPUT_FAILED`; LinuxLinkError `KEY_FILE_UNSAFE`
 */
export async function storeKeyFile(
  { io, logger }: CommandContext,
  { path, exists }: KeyFilePlace,
  account: AcceptedAccount,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: ownerOnly.folder }).catch(() => undefined);
  await checkOutputPath(path);
  // A file that is replaced keeps its mode, which must be strict before the key is in it.
  if (exists) await chmod(path, ownerOnly.file);
  const content = Buffer.from(`${JSON.stringify(contentOf(account), undefined, 2)}\n`);
  await atomicWrite(path, content, { mode: ownerOnly.file, signal: io.signal });
  readKeyFile(path, { env: io.env, logger });
  if (account.edition === "groups" || account.server === editions.products.server) return;
  logger.warn("a key file of the edition products names no server: set VIGILES_SERVER for later commands");
}

/** Only key files of the edition groups name a server. */
function contentOf({ email, key, server, edition }: AcceptedAccount): object {
  const text = key.reveal();
  return edition === "groups" ? { email, organization_key: text, server_url: server } : { email, key: text };
}
