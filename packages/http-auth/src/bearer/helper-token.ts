import { spawn } from "node:child_process";
import { AuthenticationError } from "@org/http-core";
import { checkText, refuseOption } from "@org/http-core/authoring";
import { parseHelperOutput } from "./parse-helper-output.js";
import type { TokenProvider } from "./types.js";

/** A token in a header is a few kilobytes long at most. */
const maxOutputBytes = 65_536;

/**
 * Creates a provider that runs a helper program, such as `gcloud auth print-access-token`. It runs without a shell, for
 * the first request, when its token expires, and when a server refuses the token. Its standard error is that of this process.
 *
 * @param command - the program, looked up in `PATH`
 * @param args - its arguments
 * @throws InputError `OPTION_INVALID`
 */
export function helperToken(command: string, args: readonly string[] = []): TokenProvider {
  checkText("command", command);
  if (!Array.isArray(args) || !args.every((arg) => typeof arg === "string")) refuseOption("args", "a list of texts");
  return async ({ clock, signal }) => {
    const startedAt = clock.nowMs();
    return parseHelperOutput(await runHelper(command, args, signal), startedAt);
  };
}

/** Runs the program. Errors never quote its output, which may be a token. */
function runHelper(command: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"], signal, windowsHide: true });
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let byteCount = 0;
    const fail = (problem: string): void =>
      reject(new AuthenticationError("transient", `The helper program ${command} ${problem}`));
    child.stdout.on("data", (chunk: Uint8Array) => {
      byteCount += chunk.byteLength;
      if (byteCount <= maxOutputBytes) return void chunks.push(chunk);
      child.kill("SIGKILL");
      return fail(`printed more than ${maxOutputBytes} bytes`);
    });
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (signal.aborted) reject(signal.reason);
      else fail(`could not be run: ${error.code ?? "unknown error"}`);
    });
    child.once("close", (code, signalName) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString("utf8"));
      else fail(code === null ? `was ended by ${signalName}` : `failed with exit code ${code}`);
    });
  });
}
