import { readFile, rm, stat } from "node:fs/promises";
import type { Command } from "commander";
import { VigilesError } from "../../../errors.js";
import { looksLikeKeyFile, maxKeyFileBytes } from "../../../files/looks-like-key-file.js";
import { systemReason } from "../../../files/system-error.js";
import type { CommandContext } from "../../context/command-context.js";
import { examples } from "../../help/examples.js";
import type { Runner } from "../../run-command.js";
import { findKeyFilePlace } from "./key-file-place.js";

/** Sets up `logout`. */
export function setUpLogout(logout: Command, run: Runner): void {
  logout
    .addHelpText(
      "after",
      "\nThe file is that of -k. Nothing is sent: the key stays valid until you replace it on your profile page.\n" +
        examples("vigiles logout", "vigiles -k ./ci_key logout"),
    )
    .action(run(logOut));
}

async function logOut(context: CommandContext): Promise<unknown> {
  const { path, exists } = await findKeyFilePlace(context);
  if (exists) await checkKeyFile(path);
  if (exists && !context.globals.dryRun) await remove(path);
  return { key_file: path, deleted: exists && !context.globals.dryRun };
}

/** Deletes only key files: a path to another file is refused. */
async function checkKeyFile(path: string): Promise<void> {
  const { size } = await stat(path);
  const bytes = size > maxKeyFileBytes ? new Uint8Array() : await readFile(path).catch(() => new Uint8Array());
  if (looksLikeKeyFile(bytes)) return;
  throw new VigilesError("INPUT_INVALID", `${JSON.stringify(path)} is not a key file, and is not deleted`);
}

async function remove(path: string): Promise<void> {
  try {
    await rm(path);
  } catch (error) {
    throw new VigilesError("OUTPUT_FAILED", `Cannot delete ${JSON.stringify(path)}: ${systemReason(error)}`);
  }
}
