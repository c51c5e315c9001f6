import { isHttpCoreError } from "@org/http-core";
import { effectiveProxy } from "../options/effective-proxy.js";
import type { CommandContext } from "./command-context.js";

/**
 * After a timeout, warns of a proxy that may be its cause: the error does not always name it.
 *
 * @param context - of the command
 * @param error - what the command failed with
 */
export function warnOfProxy({ client, globals, io, logger }: CommandContext, error: unknown): void {
  if (!isHttpCoreError(error) || !["TIMEOUT", "PHASE_TIMEOUT"].includes(error.code)) return;
  const { value, source } = effectiveProxy(globals, io.env, client.currentConfig.url);
  if (value === null || value === "none") return;
  logger.warn(`requests go through the proxy ${value} (${source}); check that it responds`);
}
