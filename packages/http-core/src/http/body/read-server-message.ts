import { parseJson } from "../../authoring/json.js";
import { serverMessage } from "../../redaction/server-message.js";
import { secretsOf } from "../body-response.js";
import type { HttpResponse } from "../response.js";
import { readErrorText } from "./error-text.js";

/**
 * Reads the reason that a server gives for a refusal, for the error of a login or logout: what {@link serverMessage} finds in the
 * body. What the request sent as a secret is masked. Use it for a status that means failure only: the body of a success may
 * contain a new token.
 *
 * @param response - its body is read, at most 64 KB of it
 * @returns one line of at most 300 characters; `undefined` if the server gives no reason
 *
 * @example
 * ```ts
 * import { createResponse, readServerMessage } from "@org/http-core";
 *
 * const body = Buffer.from('{"code":"no_session"}');
 * const response = createResponse({ status: 401, url: "https://api.example.com/logout", headers: {}, body });
 * console.log(await readServerMessage(response)); // no_session
 * ```
 */
export async function readServerMessage(response: HttpResponse): Promise<string | undefined> {
  const text = await readErrorText(response);
  const body = parseJson(text);
  return serverMessage(body === undefined ? text : body, secretsOf(response));
}
