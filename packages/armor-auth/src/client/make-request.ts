import { InputError, type HttpResponse, type Session } from "@org/http-core";
import { checkNames } from "../check-options.js";
import type { ArmorRequestOptions } from "./types.js";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;
const withoutData = new Set<string>(["GET", "HEAD"]);
const optionNames = [
  "method",
  "data",
  "headers",
  "params",
  "signal",
] as const satisfies readonly (keyof ArmorRequestOptions)[];

/**
 * Sends one request of the API.
 *
 * @param session - carries token and account
 * @param url - a path, or an absolute URL on an allowed host
 * @param options - of this request
 * @throws InputError `OPTION_INVALID` for another method, or for data with GET or HEAD
 */
export async function makeRequest(
  session: Session,
  url: string | URL,
  options: ArmorRequestOptions = {},
): Promise<HttpResponse> {
  checkNames(options, optionNames);
  const { data, method: given, ...rest } = options;
  const method = checkMethod(given ?? "GET");
  if (data !== undefined && withoutData.has(method)) {
    throw new InputError("OPTION_INVALID", `A ${method} takes no data; give params, or another method`);
  }
  return session.request(url, { ...rest, method, ...(data === undefined ? {} : { json: data }) });
}

function checkMethod(given: unknown): string {
  const method = typeof given === "string" ? given.toUpperCase() : "";
  if (methods.some((known) => known === method)) return method;
  throw new InputError("OPTION_INVALID", `Option method must be one of ${methods.join(", ")}`);
}
