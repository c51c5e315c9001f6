import { addAbortSignal } from "node:stream";
import { systemClock } from "@org/http-core";
import { withDeadline } from "../../../client/api/deadline.js";
import { inputValue, readPipe, type TextInput } from "../../../files/text-input.js";
import type { CommandContext } from "../../context/command-context.js";

/**
 * Reads standard input, if it is the SBOM.
 *
 * @param path - of the SBOM, or `-`
 * @param context - of the command
 * @throws VigilesError `INPUT_UNREADABLE`; `TimeoutError`
 */
export async function readInput(path: string, context: CommandContext): Promise<TextInput> {
  if (path !== "-") return { file: path };
  const { stdin } = context.io;
  const bytes = await withDeadline(limitsOf(context), (ended) =>
    readPipe(ended === undefined ? stdin : addAbortSignal(ended, stdin), "SBOM"),
  );
  return { bytes };
}

/**
 * Checks a file, and reads a pipe, before the first request: a mistake in either then sends nothing.
 *
 * @param context - of the command
 * @param input - of an upload; undefined stays so
 * @param what - name of the input for errors, for example `SBOM`
 * @throws VigilesError `INPUT_UNREADABLE`, `INPUT_INVALID`; `TimeoutError`
 */
export async function checkInput<T extends TextInput | undefined>(
  context: CommandContext,
  input: T,
  what: string,
): Promise<T | TextInput> {
  if (input?.file === undefined) return input;
  const value = await withDeadline(limitsOf(context), (ended) => inputValue(input, what, ended));
  return typeof value === "string" ? { text: value } : input;
}

/** The input of a pipe may come from a slow program, so it has a time limit only if `--timeout` is given. */
function limitsOf({ io, globals }: CommandContext): Parameters<typeof withDeadline>[0] {
  const { clock = systemClock, signal } = io;
  return { clock, timeoutMs: globals.timeoutMs ?? 0, signal };
}
