import { send } from "../../support/request.js";
import type { ReceivedResponse } from "../../support/request.js";
import { encode, message, sign } from "./sign.js";
import type { Pairs } from "./sign.js";

/** A user, and the URL of the service. */
export interface Account {
  readonly url: string;
  readonly email: string;
  readonly key: string;
}

/** A signed request, part by part as it is sent. */
export interface Wire {
  readonly method: string;
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** A request before it is signed. */
export interface UnsignedRequest {
  readonly method: string;
  readonly path: string;
  /** The parameters, without `email` unless the test sets it. Default: none. */
  readonly pairs?: Pairs;
  /** The path that the signature contains. Default: `path`. */
  readonly signedPath?: string;
}

/** The parameters of a call: an array becomes a repeated name, and undefined is left out. */
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Signs a request. A POST has its parameters in a form body, other methods have them in the query. */
export function signRequest(
  { email, key }: Account,
  { method, path, pairs = [], signedPath = path }: UnsignedRequest,
): Wire {
  const all: Pairs = pairs.some(([name]) => name === "email") ? pairs : [...pairs, ["email", email]];
  const headers = { "x-auth-signature": sign(key, message(method, signedPath, all)) };
  if (method !== "POST") return { method, target: `${path}?${encode(all)}`, headers };
  const form = { ...headers, "content-type": "application/x-www-form-urlencoded" };
  return { method, target: path, headers: form, body: encode(all) };
}

/** Calls an operation below `/api/v1/vigiles`. */
export function call(account: Account, method: string, path: string, values: Values = {}): Promise<ReceivedResponse> {
  const pairs = Object.entries(values).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    if (typeof value === "boolean") return [[name, value ? "True" : "False"]];
    return [value].flat().map((one) => [name, one]);
  });
  return send(account.url, signRequest(account, { method, path: `/api/v1/vigiles${path}`, pairs }));
}

/** An entry of a list. */
export type Entry = Readonly<Record<string, unknown>>;

/** Requests a list below `/api/v1/vigiles`. */
export async function list(account: Account, path: string, values: Values = {}): Promise<readonly Entry[]> {
  return (await call(account, "GET", path, values)).json as Entry[];
}
