import type { Logger } from "@org/http-core";
import { createVigiles, type Vigiles } from "../client/vigiles.js";
import type { GlobalOptions } from "./global-options.js";
import type { Io } from "./io.js";

/** What a command works with. */
export interface CommandContext {
  readonly client: Vigiles;
  readonly io: Io;
  readonly globals: GlobalOptions;
  /** Goes with every call: Ctrl-C, and whether unknown values pass. */
  readonly control: { readonly signal: AbortSignal | undefined; readonly allowUnknown: boolean };
}

/**
 * Makes the client of a command line, and ends it after use.
 *
 * @param io - the command's world
 * @param globals - its options
 * @param logger - for the client's warnings
 * @param work - what to do with it
 */
export async function withContext<T>(
  io: Io,
  globals: GlobalOptions,
  logger: Logger,
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const { keyFile, dashConfig, url, edition, timeoutMs, attempts, dryRun } = globals;
  const client = createVigiles({
    keyFilePath: keyFile,
    dashboardConfigPath: dashConfig,
    url,
    edition,
    timeoutMs,
    attempts,
    dryRun,
    verifyCert: globals.insecure ? false : (globals.caBundle ?? true),
    logger,
    env: io.env,
  });
  const control = { signal: io.signal, allowUnknown: globals.allowUnknown };
  try {
    return await work({ client, io, globals, control });
  } finally {
    await client.close();
  }
}
