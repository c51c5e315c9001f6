import {
  withReaders,
  type HttpResponse,
  type RequestOptions,
  type ResponsePromise,
  type Session,
} from "@org/http-core";
import { isRecord, parseJson, readOptions, refuseOption, type OptionsOwner } from "@org/http-core/authoring";
import type { ArmorRequestOptions } from "./types.js";

const methods: readonly string[] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
const methodsWithoutData: readonly string[] = ["GET", "HEAD"];
/** Armor's operations with these methods expect JSON, also those without parameters, such as `POST /vms/7/power/on`. */
const methodsWithBody: readonly string[] = ["POST", "PUT"];
const optionNames = [
  "method",
  "data",
  "json",
  "headers",
  "params",
  "timeout",
  "retry",
  "stream",
  "signal",
] as const satisfies readonly (keyof ArmorRequestOptions)[];

/** Other options of a session's call, and their names in other libraries. */
const sessionNames: readonly string[] = [
  "body",
  "form",
  "files",
  "redirect",
  "maxRedirects",
  "reauthenticate",
  "throwHttpErrors",
  "jsonReviver",
  "onUploadProgress",
  "onDownloadProgress",
  "maxResponseBytes",
  "maxJsonValues",
] satisfies readonly (keyof RequestOptions | "files")[];

const owner: OptionsOwner = {
  name: "makeRequest",
  findRemedy: (name) =>
    sessionNames.includes(name) ? "use api.session.request(url, options), which takes all options" : undefined,
};

/**
 * Sends one request to the API.
 *
 * @param session - adds the token and the account
 * @param url - a path, or an absolute URL on an allowed host
 * @param options - of this request
 * @throws InputError `OPTION_UNKNOWN`; `OPTION_INVALID` for another method, for data with GET or HEAD, for `data` that is
 * JSON text, or for `data` and `json` together
 */
export function makeRequest(session: Session, url: string | URL, options: ArmorRequestOptions = {}): ResponsePromise {
  return withReaders(send(session, url, options));
}

async function send(session: Session, url: string | URL, options: ArmorRequestOptions): Promise<HttpResponse> {
  const { data, json, method = "GET", ...rest } = readOptions(options, optionNames, owner);
  if (data !== undefined && json !== undefined) refuseOption("json", "left out where data is given: both are the body");
  const upperMethod = checkMethod(method);
  return session.request(url, {
    ...rest,
    method: upperMethod,
    ...readBody(upperMethod, data === undefined ? json : data),
  });
}

function checkMethod(method: unknown): string {
  const upperMethod = typeof method === "string" ? method.toUpperCase() : "";
  if (!methods.includes(upperMethod)) refuseOption("method", `one of ${methods.join(", ")}`);
  return upperMethod;
}

function readBody(method: string, data: unknown): Pick<RequestOptions, "json"> {
  if (data === undefined) return methodsWithBody.includes(method) ? { json: {} } : {};
  if (methodsWithoutData.includes(method))
    refuseOption("data", `left out with ${method}; use params, or another method`);
  if (isJsonText(data)) refuseOption("data", "the value itself, not its JSON text, which would be encoded twice");
  return { json: data };
}

/** True for the text of a JSON object or list. Armor expects such a text nowhere: it is what `json.dumps` makes in Python. */
function isJsonText(data: unknown): boolean {
  if (typeof data !== "string") return false;
  const value = parseJson(data);
  return isRecord(value) || Array.isArray(value);
}
