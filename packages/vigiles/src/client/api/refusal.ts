import { isRecord } from "@org/http-core/authoring";
import { VigilesError } from "../../errors.js";
import { isToken } from "../validation/tokens.js";
import { serverMessage, type Quote } from "./server-message.js";

/**
 * Refuses a response with status 200 that says that the service did not do what it was asked to do.
 *
 * @param response - any JSON
 * @param quote - of the response
 * @param refusal - what the server did, for the message of the error, for example `deleted nothing`
 * @throws VigilesError `SERVER_REFUSED`
 */
export function checkAccepted(response: unknown, quote: Quote, refusal = "refused the request"): void {
  if (isRecord(response) && isRefusal(response)) throw refusalError(response, quote, refusal);
}

/**
 * Makes the error for a response that reports a failure, with the reason that it gives.
 *
 * @param response - a JSON object
 * @param quote - of the response
 * @param refusal - what the server did, for the message of the error
 */
export function refusalError(response: Readonly<Record<string, unknown>>, quote: Quote, refusal: string): VigilesError {
  const reason = reasonOf(response, quote);
  const token = serverMessage(response["manifest_token"], quote);
  const uploaded = isToken(token) ? `; the SBOM has the token ${JSON.stringify(token)}` : "";
  return new VigilesError("SERVER_REFUSED", `The server ${refusal}${reason === "" ? "" : `: ${reason}`}${uploaded}`);
}

/**
 * True for a response that reports a failure: by `success`, `error`, `errors`, `status` or `status_code`.
 *
 * @param response - a JSON object
 */
export function isRefusal(response: Readonly<Record<string, unknown>>): boolean {
  const { success, error, errors, status, status_code: statusCode } = response;
  if (success === false || success === 0) return true;
  if (typeof success === "string" && /^(?:false|0)$/i.test(success)) return true;
  if (typeof status === "string" && /^(?:error|fail(?:ed|ure)?)$/i.test(status.trim())) return true;
  return isGiven(error) || isGiven(errors) || isErrorStatus(statusCode);
}

/** Some services always send `error`, empty where there is none. */
function isGiven(error: unknown): boolean {
  if (isRecord(error) || Array.isArray(error)) return Object.keys(error).length > 0;
  return error !== undefined && error !== null && error !== "" && error !== false && error !== 0;
}

function isErrorStatus(status: unknown): boolean {
  return (typeof status === "number" || typeof status === "string") && Number(status) >= 400;
}

function reasonOf(response: Readonly<Record<string, unknown>>, quote: Quote): string {
  const { message, error, errors, detail } = response;
  const [first]: unknown[] = Array.isArray(errors) ? errors : [errors];
  const inner = [error, first].map((value) => (isRecord(value) ? (value["message"] ?? value["msg"]) : value));
  return [message, ...inner, detail].map((value) => serverMessage(value, quote)).find((text) => text !== "") ?? "";
}
