import type { Logger, Progress, Transport } from "@org/http-core";
import type { Command } from "commander";
import type { Vigiles } from "../../client/vigiles.js";
import type { VigilesOptions } from "../../client/configuration/options.js";
import type { GlobalOptions } from "../options/global-options.js";
import type { Indicator } from "./progress-indicator.js";
import type { Io } from "../io.js";

/** What goes with every call of a command. */
export interface Control {
  /** Ctrl-C. */
  readonly signal: AbortSignal | undefined;
  readonly allowUnknown: boolean;
  readonly onUploadProgress: ((progress: Progress) => void) | undefined;
  readonly onDownloadProgress: ((progress: Progress) => void) | undefined;
}

/** What a command works with. */
export interface CommandContext {
  readonly client: Vigiles;
  /** What the client sends by. */
  readonly transport: Transport;
  readonly io: Io;
  /** The one that runs, with what it was given. */
  readonly command: Command;
  readonly globals: GlobalOptions;
  readonly logger: Logger;
  readonly indicator: Indicator;
  readonly control: Control;
}

/**
 * Makes the client of a command line, and ends it after use.
 *
 * @param base - the command's world, its options, and where warnings go
 * @param work - what to do with it
 */
export async function withContext<T>(
  base: Pick<CommandContext, "io" | "command" | "globals" | "logger" | "indicator">,
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const { io, globals, logger, indicator } = base;
  // Help and usage errors never get here, and need none of this.
  const [{ createVigiles }, { transportOf }] = await Promise.all([
    import("../../client/vigiles.js"),
    import("./transport.js"),
  ]);
  const transport = await transportOf(globals);
  const client = createVigiles({ ...clientOptions(globals, io.env), transport, logger });
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

function clientOptions(globals: GlobalOptions, env: Io["env"]): VigilesOptions {
  const { keyFile, dashConfig, url, edition, timeoutMs, attempts, dryRun, logLevel } = globals;
  return {
    keyFilePath: keyFile,
    dashboardConfigPath: dashConfig,
    url,
    edition,
    timeoutMs,
    attempts,
    dryRun,
    logLevel,
    env,
  };
}
