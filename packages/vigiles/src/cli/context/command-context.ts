import type { Logger, Transport } from "@org/http-core";
import type { Command } from "commander";
import type { CallControl } from "../../client/api/api.js";
import type { VigilesOptions } from "../../client/configuration/options.js";
import type { Vigiles } from "../../client/vigiles.js";
import type { Io } from "../io.js";
import type { GlobalOptions } from "../options/global-options.js";
import type { Indicator } from "./progress-indicator.js";

/** Options that a command adds to each call of the client. */
export interface Control extends CallControl {
  /** Sends values that this version does not know. */
  readonly allowUnknown: boolean;
}

/** What a command works with. */
export interface CommandContext {
  /** Makes the calls. It is closed after the command. */
  readonly client: Vigiles;
  /** The client's transport. */
  readonly transport: Transport;
  /** Streams, environment and abort signal. */
  readonly io: Io;
  /** The command that runs, with its arguments and options. */
  readonly command: Command;
  /** Options that every command takes. */
  readonly globals: GlobalOptions;
  /** Writes to standard error. */
  readonly logger: Logger;
  /** Shows progress; hide it before anything else is written. */
  readonly indicator: Indicator;
  /** Options for each call of the client. */
  readonly control: Control;
}

/**
 * Makes the client of a command line, and closes it after the work.
 *
 * @param base - everything but the client
 * @param work - uses the client
 */
export async function withContext<T>(
  base: Pick<CommandContext, "io" | "command" | "globals" | "logger" | "indicator">,
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const { io, globals, logger, indicator } = base;
  // Loaded here, since help and usage errors need neither.
  const [{ createVigiles }, { createTransport }] = await Promise.all([
    import("../../client/vigiles.js"),
    import("./transport.js"),
  ]);
  const transport = createTransport(globals, io.env);
  const client = createVigiles({ ...clientOptions(globals, io), transport, logger });
  const { signal } = io;
  const { onUploadProgress, onDownloadProgress } = indicator;
  const control = { signal, allowUnknown: globals.allowUnknown, onUploadProgress, onDownloadProgress };
  try {
    return await work({ ...base, client, transport, control });
  } finally {
    await client.close();
    await transport.close?.();
  }
}

/** As patient as the original command: the pauses of five attempts take 10 s or more. */
const minRetryDelayMs = 2_500;

function clientOptions(globals: GlobalOptions, { env, clock }: Io): VigilesOptions {
  const { keyFile, dashConfig, url, edition, timeoutMs, attempts, dryRun, logLevel } = globals;
  return {
    keyFilePath: keyFile,
    dashboardConfigPath: dashConfig,
    url,
    edition,
    timeoutMs,
    attempts,
    minRetryDelayMs,
    dryRun,
    logLevel,
    env,
    clock,
  };
}
