import { access, constants } from "node:fs/promises";
import type { Logger } from "@org/http-core";
import { createVigiles, type Vigiles } from "../client/vigiles.js";
import { VigilesError } from "../errors.js";
import { systemReason } from "../files/system-reason.js";
import { activityOf, type Activity } from "./activity.js";
import type { GlobalOptions } from "./global-options.js";
import type { Io } from "./io.js";

/** What goes with every call: Ctrl-C, whether unknown values pass, and who is told how it goes. */
export interface Control extends Omit<Activity, "show" | "hide"> {
  readonly signal: AbortSignal | undefined;
  readonly allowUnknown: boolean;
}

/** What a command works with. */
export interface CommandContext {
  readonly client: Vigiles;
  readonly io: Io;
  readonly globals: GlobalOptions;
  readonly control: Control;
  readonly activity: Activity;
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
  await checkAuthorities(globals.caBundle);
  const { keyFile, dashConfig, url, edition, timeoutMs, attempts, dryRun, logLevel } = globals;
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
    logLevel,
    env: io.env,
  });
  const activity = activityOf(io, globals);
  const { onUploadProgress, onDownloadProgress, onPoll } = activity;
  const tell = { onUploadProgress, onDownloadProgress, onPoll };
  const control = { signal: io.signal, allowUnknown: globals.allowUnknown, ...tell };
  try {
    activity.show();
    return await work({ client, io, globals, control, activity });
  } finally {
    activity.hide();
    await client.close();
  }
}

/** Found here, it is named as the user named it. */
async function checkAuthorities(path: string | undefined): Promise<void> {
  if (path === undefined) return;
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    const message = `Cannot read --ca-bundle ${JSON.stringify(path)}: ${systemReason(error)}`;
    throw new VigilesError("CONFIG_UNREADABLE", message);
  }
}
