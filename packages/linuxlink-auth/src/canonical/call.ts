import type { Body } from "@org/http-core";
import { memberOf, refuseOption } from "@org/http-core/authoring";
import { LinuxLinkError } from "../errors.js";
import { formEncode } from "../python-format/urlencode.js";
import { messagePieces, sortByName, type MessagePiece } from "./message.js";
import { canonicalParams, type CanonicalParam, type LinuxLinkParams } from "./params.js";
import { wirePath } from "./wire-path.js";

/** A call of the service: method, resource and parameters. */
export interface LinuxLinkCall {
  /** For example `GET`; lower case is accepted. */
  readonly method: string;
  /** The path that is signed, for example `/api/v1/vigiles/manifests`. */
  readonly resource: string;
  /** Default: only the account's address. */
  readonly params?: LinuxLinkParams | undefined;
}

/** A checked call in canonical form, from which both the message and the request are made. */
export interface CanonicalCall {
  /** In upper case. */
  readonly method: string;
  /** In the caller's order, the account's address included. */
  readonly params: readonly CanonicalParam[];
  /** The message that is signed. */
  readonly pieces: readonly MessagePiece[];
  /** The URL that is requested, query included. */
  readonly url: string;
}

/**
 * Checks a call and brings it into canonical form.
 *
 * @param call - the caller's method, resource and parameters
 * @param email - the account's address, which is signed and sent as a parameter
 * @param server - from {@link serverUrl}
 * @throws LinuxLinkError `RESOURCE_INVALID`, `PARAM_INVALID`
 * @throws InputError `OPTION_INVALID` for the method
 */
export function canonicalCall(call: LinuxLinkCall, email: string, server: string): CanonicalCall {
  const method = upperCaseMethod(call.method);
  const path = wirePath(call.resource);
  const params = canonicalParams(memberOf(call, "params") ?? {}, email);
  const sortedParams = sortByName(params);
  const query = sendsForm(method) ? "" : `?${urlencodedPairs(sortedParams)}`;
  return { method, params, pieces: messagePieces(method, call.resource, sortedParams), url: server + path + query };
}

/** True if the method sends its parameters in a form: POST does, every other method sends them in the query. */
export function sendsForm(method: string): boolean {
  return method === "POST";
}

/**
 * Form-encodes parameters as text.
 *
 * @param params - in the order they are sent
 * @throws LinuxLinkError `PARAM_INVALID` for a body, which can't be sent as text
 */
export function urlencodedPairs(params: readonly CanonicalParam[]): string {
  let pairs = "";
  let separator = "";
  for (const { name, values } of params) {
    for (const value of values) {
      pairs += `${separator}${formEncode(name)}=${formEncode(requireText(name, value))}`;
      separator = "&";
    }
  }
  return pairs;
}

function requireText(name: string, value: string | Body): string {
  if (typeof value === "string") return value;
  const why = "is a file or stream, which only a POST through a session or client can send";
  throw new LinuxLinkError("PARAM_INVALID", `Parameter ${JSON.stringify(name)} ${why}`, { param: name });
}

function upperCaseMethod(method: unknown): string {
  if (typeof method === "string" && /^[A-Za-z]+$/.test(method)) return method.toUpperCase();
  return refuseOption("method", "an HTTP method such as GET");
}
