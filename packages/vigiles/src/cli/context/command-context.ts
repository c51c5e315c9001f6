import type { Logger, Transport } from "@org/http-core";
import type { Command } from "commander";
import type { CallControl } from "../../client/api/api.js";
import type { VigilesOptions } from "../../client/configuration/options.js";
import type { Vigiles } from "../../client/vigiles.js";
import type { Io } from "../io.js";
import { findFlag, type GlobalOptions } from "../options/global-options.js";
import { projectReader, type ProjectReader } from "./project-reader.js";
import type { Indicator } from "./indicator.js";

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
  /** Reads the project file. */
  readonly project: ProjectReader;
  /** Options for each call of the client. */
  readonly control: Control;
}

/**
 * Makes the client of a command line, and closes it after the work.
 *
 * @param base - everything except the client
 * @param work - uses the client
 */
export async function withContext<T>(
  base: Pick<CommandContext, "io" | "command" | "globals" | "logger" | "indicator">,
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const { io, globals, logger, indicator } = base;
  const { createTransport, createVigiles } = await import("./request-parts.js");
  const transport = createTransport(globals, io.env);
  const client = createVigiles({ ...clientOptions(base), transport, logger });
  const { signal } = io;
  const { onUploadProgress, onDownloadProgress } = indicator;
  const control = { signal, allowUnknown: globals.allowUnknown, onUploadProgress, onDownloadProgress };
  try {
    return await work({ ...base, client, transport, control, project: projectReader(globals, io.env, logger) });
  } finally {
    await client.close();
    await transport.close?.();
  }
}

/** As patient as the original command: the pauses of five attempts take 10 s or more. */
const minRetryDelayMs = 2_500;

function clientOptions({ command, globals, io }: Pick<CommandContext, "command" | "globals" | "io">): VigilesOptions {
  const { env, clock } = io;
  const { keyFile, dashConfig, url, edition, timeoutMs, attempts, dryRun, logLevel } = globals;
  return {
    // The client reads the variables itself, since another one may hold the account.
    keyFilePath: findFlag(command, "keyFile") === undefined ? undefined : keyFile,
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
