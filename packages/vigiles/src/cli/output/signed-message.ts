import { isRecord } from "@org/http-core/authoring";
import { isDryRun, readSignedMessage, type DryRun } from "@org/linuxlink-auth";
import { VigilesError } from "../../errors.js";
import { atomicWrite } from "../../files/atomic-write.js";
import { readLimited } from "../../files/read-limited.js";
import type { NamedPath } from "../../files/shared-paths.js";
import type { CommandContext } from "../context/command-context.js";
import { checkOutputs } from "./check-outputs.js";

/** A longer message is not printed. */
const maxPrintedBytes = 1_000_000;

const warning = "the signature below can be used by anyone who sees it: it never expires";

/**
 * Warns of the signature of a dry run, and shows the whole message that was signed where the command line asks for it:
 * `--message-file` writes it to a file, and `--full` puts it into the result instead of the digests of files.
 *
 * @param context - of the command
 * @param result - of the command in a dry run; a list if it would send several requests
 * @returns what is printed
 * @throws VigilesError `OUTPUT_INVALID`, `OUTPUT_FAILED`; `USAGE` if the message is too long to be printed, or there is
 * more than one for a file
 */
export async function showSignedMessage(context: CommandContext, result: unknown): Promise<unknown> {
  if (isDryRun(result)) {
    context.logger.warn(warning);
    return showMessage(context, result);
  }
  if (!Array.isArray(result) || !result.some(isDryRun)) return result;
  context.logger.warn(warning);
  if (context.globals.messageFile === undefined) {
    return Promise.all(result.map((one: unknown) => (isDryRun(one) ? showMessage(context, one) : one)));
  }
  throw new VigilesError("USAGE", "--message-file takes the message of one request; give one token at a time");
}

async function showMessage(context: CommandContext, result: DryRun): Promise<DryRun> {
  const { globals, io } = context;
  if (globals.messageFile !== undefined) {
    await checkOutputs(context, [{ name: "--message-file", path: globals.messageFile }], filesOf(result));
    await atomicWrite(globals.messageFile, readSignedMessage(result), { mode: 0o600, signal: io.signal });
  }
  return globals.full ? withWholeMessage(result) : result;
}

async function withWholeMessage(result: DryRun): Promise<DryRun> {
  const message = await readLimited(readSignedMessage(result), maxPrintedBytes);
  if (message !== undefined) return { ...result, hmac_msg: message.toString("utf8") };
  throw new VigilesError(
    "USAGE",
    "The signed message is longer than 1 MB; write it to a file with --message-file PATH",
  );
}

/** The files whose content was signed. */
function filesOf({ data = {} }: DryRun): NamedPath[] {
  return Object.entries(data).flatMap(([name, value]) =>
    isRecord(value) && typeof value["path"] === "string" ? [{ name: `the file of ${name}`, path: value["path"] }] : [],
  );
}
