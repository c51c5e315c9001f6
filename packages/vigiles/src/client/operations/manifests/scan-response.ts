import { isRecord } from "@org/http-core/authoring";
import { VigilesError } from "../../../errors.js";
import { readScan } from "../../../findings/scan-findings.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import { serverMessage } from "../../api/server-message.js";

/** What a response to a scan must have. */
export interface ScanExpectation {
  /** True if the response may have the id of a job in place of a token. */
  readonly mayBeJob?: boolean | undefined;
  /** True if no report was requested. */
  readonly tokensOnly?: boolean | undefined;
}

/**
 * Checks that a response is the result of a scan: it has the token of the SBOM, and findings of which at least one can be
 * read, unless there are none.
 *
 * @param result - the response
 * @param expectation - what it must have. Default: a token; findings in a readable shape, if it has any
 * @returns the response
 * @throws VigilesError `RESPONSE_INVALID`
 */
export function checkScan(result: ScanResult, { mayBeJob, tokensOnly }: ScanExpectation = {}): ScanResult {
  if (mayBeJob && isFilled(result.job_id)) return result;
  if (!isFilled(result.manifest_token)) throw invalid("has no manifest_token", result);
  if (tokensOnly) return result;
  const { cves } = result;
  if (cves !== undefined && !isRecord(cves) && !Array.isArray(cves)) {
    throw withManifestToken(invalid("has no list of findings in cves", result), result);
  }
  const { findings, unreadable } = readScan(result);
  if (unreadable === 0 || findings.length > 0) return result;
  throw withManifestToken(invalid(`has no finding that can be read, and ${unreadable} that can't`, result), result);
}

/**
 * Adds the token of an SBOM to the message of an error, so that nobody has to upload it again.
 *
 * @param error - what failed after the upload
 * @param result - the response to it
 */
export function withManifestToken(error: Error, { manifest_token: token }: ScanResult): Error {
  const text = `; the SBOM has the token ${JSON.stringify(token)}`;
  if (isFilled(token) && !error.message.endsWith(text)) error.message += text;
  return error;
}

function invalid(fault: string, result: ScanResult): VigilesError {
  const said = serverMessage(result["message"]);
  return new VigilesError("RESPONSE_INVALID", `The response ${fault}${said === "" ? "" : `; it says: ${said}`}`);
}

function isFilled(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
