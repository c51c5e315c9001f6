import { isHttpCoreError } from "@org/http-core";
import type { CommandContext } from "../context/command-context.js";
import { addHint } from "../errors/added-hints.js";
import { proxyAdviceOf } from "./proxy-advice.js";
import { invalidUrlAdviceOf, isWithoutTls, plainServerAdviceOf } from "./url-advice.js";

/**
 * Adds a hint that names the setting to correct, where the settings of the command tell more than the error alone.
 *
 * @param context - of the command
 * @param error - what it failed with
 */
export function addAdvice(context: CommandContext, error: unknown): void {
  const advice = adviceOf(context, error);
  if (advice !== undefined) addHint(error, advice);
}

/**
 * Says which setting to correct.
 *
 * @param context - of the command
 * @param error - what a request or the configuration failed with
 * @returns undefined if the settings add nothing to the error
 */
export function adviceOf(context: CommandContext, error: unknown): string | undefined {
  if (!isHttpCoreError(error) || error.outcome === "unknown") return undefined;
  if (error.code === "SERVER_URL_INVALID") return invalidUrlAdviceOf(context);
  return proxyAdviceOf(context, error) ?? (isWithoutTls(error) ? plainServerAdviceOf(context) : undefined);
}
