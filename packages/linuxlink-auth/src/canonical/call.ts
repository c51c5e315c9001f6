import type { Body } from "@org/http-core";
import { LinuxLinkError } from "../errors.js";
import { formEncode } from "../python/urlencode.js";
import { messagePieces, sortedByName, type MessagePiece } from "./message.js";
import { canonicalParams, type CanonicalParam, type LinuxLinkParams } from "./params.js";
import { wirePath } from "./wire-path.js";

/** A call as its author states it. */
export interface LinuxLinkCall {
  readonly method: string;
  /** The path as it is signed, for example `/api/v1/vigiles/manifests`. */
  readonly resource: string;
  readonly params?: LinuxLinkParams | undefined;
}

/** A call in canonical form: what is signed and what is sent follow from it. */
export interface CanonicalCall {
  readonly method: string;
  readonly params: readonly CanonicalParam[];
  readonly pieces: readonly MessagePiece[];
  /** As it goes over the wire, query included. */
  readonly url: string;
}

/**
 * Brings a call into canonical form.
 *
 * @param call - as stated
 * @param email - of the account
 * @param server - from {@link serverUrl}
 * @throws LinuxLinkError `RESOURCE_INVALID`, `PARAM_INVALID`, `OPTION_INVALID`
 */
export function canonicalCall(call: LinuxLinkCall, email: string, server: string): CanonicalCall {
  const method = upperMethod(call.method);
  const path = wirePath(call.resource);
  const params = canonicalParams(call.params ?? {}, email);
  const query = sendsForm(method) ? "" : `?${encodedPairs(sortedByName(params))}`;
  return { method, params, pieces: messagePieces(method, call.resource, params), url: server + path + query };
}

/** POST carries its parameters in a form, every other method in the query. */
export function sendsForm(method: string): boolean {
  return method === "POST";
}

/**
 * Parameters as form-encoded text, in the order given.
 *
 * @throws LinuxLinkError `PARAM_INVALID` for a body, which has no place in text
 */
export function encodedPairs(params: readonly CanonicalParam[]): string {
  let pairs = "";
  let separator = "";
  for (const { name, values } of params) {
    for (const value of values) {
      pairs += `${separator}${formEncode(name)}=${formEncode(onlyText(name, value))}`;
      separator = "&";
    }
  }
  return pairs;
}

/**
 * A value that has to be text.
 *
 * @throws LinuxLinkError `PARAM_INVALID` for a body
 */
function onlyText(name: string, value: string | Body): string {
  if (typeof value === "string") return value;
  const why = "is a file or stream, which only a POST through a session or client can send";
  throw new LinuxLinkError("PARAM_INVALID", `Parameter ${JSON.stringify(name)} ${why}`, { param: name });
}

function upperMethod(method: unknown): string {
  if (typeof method === "string" && /^[A-Za-z]+$/.test(method)) return method.toUpperCase();
  throw new LinuxLinkError("OPTION_INVALID", "method must be an HTTP method such as GET", { field: "method" });
}
