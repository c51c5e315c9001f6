import { InputError, type HttpResponse, type Session } from "@org/http-core";
import { checkOptionNames, refuseOption } from "@org/http-core/authoring";
import type { ArmorRequestOptions } from "./types.js";

const methods: readonly string[] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
const methodsWithoutData: readonly string[] = ["GET", "HEAD"];
const optionNames = [
  "method",
  "data",
  "headers",
  "params",
  "signal",
] as const satisfies readonly (keyof ArmorRequestOptions)[];

/**
 * Sends one request to the API.
 *
 * @param session - adds the token and the account
 * @param url - a path, or an absolute URL on an allowed host
 * @param options - of this request
 * @throws InputError `OPTION_UNKNOWN`; `OPTION_INVALID` for another method, or for data with GET or HEAD
 */
export async function makeRequest(
  session: Session,
  url: string | URL,
  options: ArmorRequestOptions = {},
): Promise<HttpResponse> {
  checkOptionNames(options, optionNames, "makeRequest");
  const { data, method = "GET", ...rest } = options;
  const upperMethod = checkMethod(method);
  if (data === undefined) return session.request(url, { ...rest, method: upperMethod });
  if (methodsWithoutData.includes(upperMethod)) {
    throw new InputError("OPTION_INVALID", `A ${upperMethod} takes no data; use params, or another method`);
  }
  return session.request(url, { ...rest, method: upperMethod, json: data });
}

function checkMethod(method: unknown): string {
  const upperMethod = typeof method === "string" ? method.toUpperCase() : "";
  if (!methods.includes(upperMethod)) refuseOption("method", `one of ${methods.join(", ")}`);
  return upperMethod;
}
