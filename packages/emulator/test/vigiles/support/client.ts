import { request as httpRequest } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { encode, message, sign } from "./sign.js";
import type { Pairs } from "./sign.js";

/** Who signs, and where to send it. */
export interface Account {
  readonly url: string;
  readonly email: string;
  readonly key: string;
}

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** The body as JSON. */
  readonly json: unknown;
}

/** A request on its way: every part as it goes over the wire. */
export interface Wire {
  readonly method: string;
  readonly target: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** Values of a call: a list is sent as a repeated name, and undefined not at all. */
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Signs a request; POST carries its parameters in a form body, the others in the query. */
export function signed(
  { email, key }: Account,
  method: string,
  path: string,
  pairs: Pairs,
  resource: string = path,
): Wire {
  const all: Pairs = pairs.some(([name]) => name === "email") ? pairs : [...pairs, ["email", email]];
  const headers = { "x-auth-signature": sign(key, message(method, resource, all)) };
  if (method !== "POST") return { method, target: `${path}?${encode(all)}`, headers };
  const form = { ...headers, "content-type": "application/x-www-form-urlencoded" };
  return { method, target: path, headers: form, body: encode(all) };
}

/** Sends bytes as they are: no URL is parsed, so no path is normalised. */
export function send(url: string, { method, target, headers, body }: Wire): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ hostname, port, method, path: target, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const bytes = Buffer.concat(chunks);
        const { statusCode: status = 0, headers: answered } = incoming;
        const isJson = answered["content-type"]?.startsWith("application/json") === true;
        resolve({ status, headers: answered, bytes, json: isJson ? JSON.parse(bytes.toString("utf8")) : undefined });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Calls an operation below `/api/v1/vigiles`. */
export function call(account: Account, method: string, path: string, values: Values = {}): Promise<Answer> {
  const pairs = Object.entries(values).flatMap(([name, value]): [string, string][] => {
    if (value === undefined) return [];
    if (typeof value === "boolean") return [[name, value ? "True" : "False"]];
    return [value].flat().map((one) => [name, one]);
  });
  return send(account.url, signed(account, method, `/api/v1/vigiles${path}`, pairs));
}
