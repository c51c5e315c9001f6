import { isRecord } from "@org/http-core/authoring";
import { VigilesError } from "../../../errors.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import { isToken } from "../../validation/tokens.js";
import type { ApiCall } from "../../api/api.js";
import { serverMessage, type Quote } from "../../api/server-message.js";

/** What a response to a scan must have. */
export interface ScanExpectation {
  /** True if the response may have the id of a job instead of a token. */
  readonly mayBeJob?: boolean | undefined;
  /** True if no report was requested. */
  readonly tokensOnly?: boolean | undefined;
}

/**
 * Makes the check that a response is the result of a scan: it has the token of the SBOM, and findings of which at least one
 * can be read, unless there are none.
 *
 * @param expectation - what the response must have. Default: a token; findings in a readable shape, if it has any
 * @returns a check that throws VigilesError `RESPONSE_INVALID`; it does not check a response that is not an object
 */
export function scanCheck(expectation: ScanExpectation = {}): NonNullable<ApiCall["check"]> {
  return async (response, quote) => {
    if (isRecord(response)) await checkScan(response as ScanResult, quote, expectation);
  };
}

async function checkScan(result: ScanResult, quote: Quote, { mayBeJob, tokensOnly }: ScanExpectation): Promise<void> {
  const invalid = (fault: string): VigilesError => scanError(fault, serverMessage(result["message"], quote));
  const token = serverMessage(result.manifest_token, quote);
  if (mayBeJob && isFilled(result.job_id)) return;
  if (token === "") throw invalid("has no manifest_token");
  if (tokensOnly) return;
  // What reads findings is large, and few operations have any.
  const { findFindingsFault } = await import("../../../findings/findings-of.js");
  const fault = findFindingsFault(result);
  if (fault !== undefined) throw withManifestToken(invalid(fault), { manifest_token: token });
}

/**
 * Adds the token of an SBOM to the message of an error, so that the caller need not upload it again. A text that can't
 * be a token is left out.
 *
 * @param error - what failed after the upload
 * @param result - the response to it
 */
export function withManifestToken(error: Error, { manifest_token: token }: ScanResult): Error {
  if (!isToken(token)) return error;
  const text = `; the SBOM has the token ${JSON.stringify(token)}`;
  if (!error.message.endsWith(text)) error.message += text;
  return error;
}

function scanError(fault: string, said: string): VigilesError {
  return new VigilesError("RESPONSE_INVALID", `The response ${fault}${said === "" ? "" : `; it says: ${said}`}`);
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
