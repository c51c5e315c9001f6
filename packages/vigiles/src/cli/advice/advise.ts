import { isHttpCoreError } from "@org/http-core";
import type { CommandContext } from "../context/command-context.js";
import { AdvisedError } from "../errors/advised-error.js";
import { proxyAdviceOf } from "./proxy-advice.js";
import { invalidUrlAdviceOf, isWithoutTls, plainServerAdviceOf } from "./url-advice.js";

/**
 * Adds a hint that names the setting to correct, where the settings of the command tell more than the error alone.
 *
 * @param context - of the command
 * @param error - what it failed with
 * @returns an AdvisedError, or the error itself
 */
export function advise(context: CommandContext, error: unknown): unknown {
  const hint = adviceOf(context, error);
  return hint === undefined ? error : new AdvisedError(error, hint);
}

/**
 * Says which setting to correct.
 *
 * @param context - of the command
 * @param error - what a request or the configuration failed with
 * @returns undefined if the settings tell no more than the error alone
 */
export function adviceOf(context: CommandContext, error: unknown): string | undefined {
  if (!isHttpCoreError(error) || error.outcome === "unknown") return undefined;
  if (error.code === "SERVER_URL_INVALID") return invalidUrlAdviceOf(context);
  return proxyAdviceOf(context, error) ?? (isWithoutTls(error) ? plainServerAdviceOf(context) : undefined);
}
