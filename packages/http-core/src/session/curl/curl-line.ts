import type { Body } from "../../http/request-body/body.js";
import { curlBody, type MaskText } from "./curl-body.js";
import { quoteForShell } from "./quote-for-shell.js";

/** A request whose secrets are masked. */
export interface ShownCall {
  /** In upper case. */
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Name and value. */
  readonly headers: readonly (readonly [string, string])[];
  /** The body; `undefined` if there is none. */
  readonly body: Body | undefined;
}

/** Headers that curl sends by itself, with what it takes to leave them out. */
const curlHeaders = ["accept", "user-agent"];

/**
 * Writes a request as a command for curl, quoted for a POSIX shell.
 *
 * @param call - with its secrets masked, except in the body
 * @param maskText - masks secrets in the body
 */
export async function curlLine({ method, url, headers, body }: ShownCall, maskText: MaskText): Promise<string> {
  const { options, ownHeaders } = await curlBody(body, maskText);
  const given = headers.filter(([name]) => !ownHeaders.includes(name));
  const names = new Set(headers.map(([name]) => name));
  const absent = [...curlHeaders, ...(body === undefined ? [] : ["content-type"])].filter((name) => !names.has(name));
  const words = [
    "curl",
    ...methodOptions(method, body),
    // Curl would treat brackets and braces as lists of URLs.
    ...(/[[\]{}]/.test(url) ? ["--globoff"] : []),
    ...(names.has("accept-encoding") ? ["--compressed"] : []),
    quoteForShell(url),
    ...given.map((header) => `--header ${quoteForShell(headerLine(header))}`),
    ...absent.map((name) => `--header ${quoteForShell(`${name}:`)}`),
    ...options,
  ];
  return words.join(" ");
}

/** Curl sends GET without a body by itself, and waits for a body after `--request HEAD`. */
function methodOptions(method: string, body: Body | undefined): readonly string[] {
  if (method === "HEAD") return ["--head"];
  return method === "GET" && body === undefined ? [] : [`--request ${quoteForShell(method)}`];
}

/** Curl leaves out a header without a value, unless a semicolon follows its name. */
function headerLine([name, value]: readonly [string, string]): string {
  return value === "" ? `${name};` : `${name}: ${value}`;
}
