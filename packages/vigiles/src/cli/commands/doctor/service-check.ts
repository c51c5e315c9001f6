import { isHttpCoreError } from "@org/http-core";
import { oneLine } from "../../../util/printable.js";
import { pathAdviceOf, urlSourceOf } from "../../advice/url-advice.js";
import type { CommandContext } from "../../context/command-context.js";
import { requireHeartbeat } from "../service.js";
import { fail, ok, skip, type CheckResult } from "./check.js";
import { keyPageOf } from "./key-page.js";

/** Of responses that the service never gives. */
const foreignCodes: ReadonlySet<string> = new Set([
  "RESPONSE_INVALID",
  "BODY_NOT_JSON",
  "BODY_EMPTY",
  "BODY_SCHEMA",
  "REDIRECT_REFUSED",
]);

/**
 * Checks by a signed request whether the server is the service, and whether it accepts the account.
 *
 * @param context - of a command whose client is configured
 * @param reached - what is known of the server so far
 * @returns the checks of server and signature
 */
export async function checkService(
  context: CommandContext,
  reached: CheckResult,
): Promise<readonly [server: CheckResult, signature: CheckResult]> {
  try {
    await requireHeartbeat(context);
    return [reached, ok("signature", "the server accepts it")];
  } catch (error) {
    if (isDown(error)) return [fail("server", error, downAdvice), skip("signature", "the server is down")];
    if (isForeign(error)) {
      return [fail("server", error, foreignAdvice(context, error)), skip("signature", "not the service")];
    }
    return [reached, fail("signature", error, accountAdvice(context, error))];
  }
}

const downAdvice = "the server is down or in maintenance: try again later, or ask its administrator";

function isDown(error: unknown): boolean {
  return isHttpCoreError(error) && (error.status ?? 0) >= 500;
}

function isForeign(error: unknown): boolean {
  return isHttpCoreError(error) && (foreignCodes.has(error.code) || error.status === 404 || error.status === 405);
}

function foreignAdvice(context: CommandContext, error: unknown): string {
  const pathAdvice = pathAdviceOf(context);
  if (pathAdvice !== undefined) return oneLine(pathAdvice);
  const { edition = "" } = context.client.currentConfig;
  const source = urlSourceOf(context);
  const other =
    isHttpCoreError(error) && error.status === 404 ? `, or the edition, which is ${edition} (--edition)` : "";
  return oneLine(`this is not the service: correct the URL, which comes from ${source}${other}`);
}

function accountAdvice(context: CommandContext, error: unknown): string | undefined {
  const isRefused = isHttpCoreError(error) && (error.status === 401 || error.status === 403);
  if (!isRefused) return undefined;
  const advice = `compare address and key with ${keyPageOf(context)}; a new key invalidates the old one`;
  const pathAdvice = pathAdviceOf(context);
  return oneLine(pathAdvice === undefined ? advice : `${pathAdvice}; if the path is right, ${advice}`);
}
